import { expect, it } from 'vitest'
import { EmbeddedError } from './embedded-error.ts'
import { findBinaries } from './find-binaries.ts'

it('finds those that came by npm, without any installed on the machine', () => {
  expect(findBinaries('npm')).toMatchObject({ major: 18 })
  expect(findBinaries('npm', 18)).toEqual(findBinaries('npm'))
})

it('offers no other major than the data folder has', () => {
  expect(() => findBinaries('npm', 15)).toThrow('made by PostgreSQL 15, found: 18 in')
})

it('names a folder that holds no PostgreSQL', () => {
  expect(() => findBinaries('/nowhere')).toThrow(new EmbeddedError('/nowhere holds no initdb and postgres'))
})
