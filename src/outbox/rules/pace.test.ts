import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instant } from '../../kernel/instant.ts'
import { AT_ONCE_SECONDS, freeAfter, mayGo, paceOf } from './pace.ts'

const start = Temporal.Instant.from('2023-06-12T07:30+08:00')

/** Whoever looks at these moments and wants so many: how many went, and when. */
function played(looks: readonly { readonly after: number; readonly wanted: number }[], perSecond: number) {
  let [at, freeAt]: [Instant, Instant | null] = [start, null]
  return looks.map(({ after, wanted }) => {
    at = at.add({ milliseconds: after })
    const gone = Math.min(wanted, mayGo(freeAt, at, perSecond))
    if (gone > 0) freeAt = freeAfter(freeAt, at, perSecond, gone)
    return { at, wanted, gone }
  })
}

const LOOKS = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 5_000 }), wanted: fc.integer({ min: 0, max: 60 }) }),
  { minLength: 1, maxLength: 60 },
)
const RATE = fc.constantFrom(0.2, 0.75, 1, 3.75, 15, 40)

describe('mail to one domain', () => {
  it('is in no stretch of time more than its pace, and what may go at once', () => {
    fc.assert(
      fc.property(LOOKS, RATE, (looks, perSecond) => {
        const sent = played(looks, perSecond)
        for (const [first, { at: from }] of sent.entries()) {
          let total = 0
          for (const { at, gone } of sent.slice(first)) {
            total += gone
            const seconds = from.until(at).total('seconds') + AT_ONCE_SECONDS
            expect(total).toBeLessThanOrEqual(seconds * perSecond + 1 + 1e-3)
          }
        }
      }),
    )
  })

  it('that always waits goes at its pace: nothing of it is lost between two looks', () => {
    fc.assert(
      fc.property(RATE, fc.integer({ min: 50, max: AT_ONCE_SECONDS * 1000 }), (perSecond, after) => {
        const sent = played(
          Array.from({ length: 200 }, () => ({ after, wanted: 1_000 })),
          perSecond,
        )
        const total = sent.reduce((sum, { gone }) => sum + gone, 0)
        expect(total).toBeGreaterThanOrEqual(Math.floor(((199 * after) / 1000) * perSecond))
      }),
    )
  })

  it('goes at once where the domain was left alone, one at least however slow it is', () => {
    expect([0.01, 1, 15].map((perSecond) => mayGo(null, start, perSecond))).toEqual([1, 3, 31])
  })

  it('that somebody waits for has three quarters of the pace, bulk mail one; a domain that is named has its own', () => {
    const pace = { perSecond: 20, of: new Map([['slow.example', 4]]) }
    expect([paceOf(pace, 'firm.example', 'prompt'), paceOf(pace, 'firm.example', 'bulk')]).toEqual([15, 5])
    expect([paceOf(pace, 'slow.example', 'prompt'), paceOf(pace, 'slow.example', 'bulk')]).toEqual([3, 1])
  })
})
