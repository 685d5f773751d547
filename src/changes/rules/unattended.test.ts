import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unattended } from './unattended.ts'

const day = (n: number) => Temporal.Instant.from('2023-06-12T00:00+08:00').add({ hours: 24 * n })
const away = (account: string, from: number, until: number) => ({
  account,
  from: day(from),
  until: day(until),
})
const days = (
  people: string,
  absences: readonly ReturnType<typeof away>[],
  { at = 0, wanted = 1 }: { readonly at?: number; readonly wanted?: number } = {},
) =>
  unattended(new Set(people), absences, { at: day(at), wanted }).map(({ from, until }) => [
    from.since(day(0)).total('hours') / 24,
    until.since(day(0)).total('hours') / 24,
  ])

describe('a time in which nobody can decide', () => {
  it('is where all are away at once, and as long as that', () => {
    expect(days('ab', [away('a', 1, 5), away('b', 3, 9)])).toEqual([[3, 5]])
    expect(days('ab', [away('a', 1, 5), away('b', 5, 9)])).toEqual([])
    expect(days('a', [away('a', 1, 5), away('a', 5, 9)])).toEqual([[1, 9]])
    expect(days('a', [away('a', -3, 5)], { at: 2 })).toEqual([[2, 5]])
  })

  it('is none of who is not asked for, nor where there is nobody at all', () => {
    expect(days('a', [away('z', 1, 5)])).toEqual([])
    expect(days('', [away('z', 1, 5)])).toEqual([])
  })

  it('where two are wanted begins when the second but last goes', () => {
    expect(days('ab', [away('a', 1, 5)], { wanted: 2 })).toEqual([[1, 5]])
    expect(days('abc', [away('a', 1, 5), away('b', 2, 3)], { wanted: 2 })).toEqual([[2, 3]])
    expect(days('a', [away('a', 1, 5)], { wanted: 2 })).toEqual([])
  })

  it('holds of every day exactly what counting the people of that day says', () => {
    const one = fc.record({
      account: fc.constantFrom(...'abcd'),
      from: fc.integer({ min: -3, max: 8 }),
      length: fc.integer({ min: 1, max: 6 }),
    })
    fc.assert(
      fc.property(fc.array(one), fc.integer({ min: 1, max: 3 }), (drawn, wanted) => {
        const absences = drawn.map(({ account, from, length }) => away(account, from, from + length))
        const spans = days('abc', absences, { wanted })
        for (let n = 0; n < 16; n += 1) {
          const there = [...'abc'].filter(
            (who) =>
              !drawn.some(({ account, from, length }) => account === who && from <= n && n < from + length),
          )
          const isIn = spans.some(([from = 0, until = 0]) => from <= n && n < until)
          expect([n, isIn]).toEqual([n, there.length < wanted])
        }
      }),
    )
  })
})
