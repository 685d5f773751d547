import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasDiverged } from './has-diverged.ts'

/** As PostgreSQL writes it, comment lines included. */
const HISTORY = '1\t0/3000148\tno recovery target specified\n\n2\t0/A000000\tno recovery target specified\n'
const other = { timeline: 3, position: '1/20' }

it.each([
  ['stood where the other left that timeline', { timeline: 1, position: '0/3000148' }, false],
  ['had not come so far', { timeline: 1, position: '0/28' }, false],
  ['wrote on past that place', { timeline: 1, position: '0/3000149' }, true],
  ['wrote on past the place of a later promotion', { timeline: 2, position: '0/A000001' }, true],
  ['followed the later promotion, and no further', { timeline: 2, position: '0/9FFFFFF' }, false],
  ['is on the same timeline, behind', { timeline: 3, position: '0/FFFFFFFF' }, false],
  ['is on the same timeline, ahead', { timeline: 3, position: '1/21' }, true],
  ['was promoted by itself, which the other never knew', { timeline: 4, position: '0/28' }, true],
])('a server that %s: diverged %#', (_, own, diverged) => {
  expect(hasDiverged(own, other, HISTORY)).toBe(diverged)
})

it('compares places as numbers, whatever their length', () => {
  const half = fc.integer({ min: 0, max: 0xffffffff })
  const place = fc.tuple(half, half)
  const write = ([high, low]: readonly [number, number]) =>
    `${high.toString(16).toUpperCase()}/${low.toString(16).toUpperCase()}`
  fc.assert(
    fc.property(place, place, (a, b) => {
      const beyond = a[0] > b[0] || (a[0] === b[0] && a[1] > b[1])
      const at = (position: string) => ({ timeline: 7, position })
      expect(hasDiverged(at(write(a)), at(write(b)), '')).toBe(beyond)
    }),
  )
})
