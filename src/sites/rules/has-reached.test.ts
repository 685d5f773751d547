import { expect, it } from 'vitest'
import { hasReached } from './has-reached.ts'

it.each([
  ['0/3000148', '0/3000148', true],
  ['0/3000149', '0/3000148', true],
  ['0/3000147', '0/3000148', false],
  ['1/0', '0/FFFFFFFF', true],
  ['0/A000000', '0/9FFFFFF', true],
  [null, '0/1', false],
])('%s has reached %s: %s', (position, wanted, reached) => {
  expect(hasReached(position, wanted)).toBe(reached)
})
