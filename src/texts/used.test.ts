import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findSource, ROOT } from '../../test/support/read-source.ts'
import { documentsEn } from './documents/documents.en.ts'
import { en } from './en.ts'
import { lettersEn } from './letters.en.ts'

it('every text is said somewhere: its name stands in the code of another room, or in a programme', () => {
  const programmes = readdirSync(join(ROOT, 'programmes')).map((file) => join('programmes', file))
  const elsewhere = findSource('src').filter((path) => !/^src\/texts\/|\.test\.tsx?$/.test(path))
  const said = [...elsewhere, ...programmes].map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n')
  const words = new Set(said.match(/[\w-]+/g))
  const names = [en, lettersEn, documentsEn].flatMap(namesWithin)
  expect(names.length).toBeGreaterThan(1000)
  expect(names.filter((name) => !words.has(name) && !said.includes(`'${name}'`))).toEqual([])
})

function namesWithin(texts: unknown): readonly string[] {
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) return []
  return Object.entries(texts).flatMap(([name, value]) => [name, ...namesWithin(value)])
}
