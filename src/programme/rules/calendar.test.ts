import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayOf, endOf, endOfDayOf } from './calendar.ts'

/** Among them one where midnight is skipped, and one where it comes twice. */
const ZONES = ['Asia/Hong_Kong', 'America/Sao_Paulo', 'America/Havana', 'Pacific/Apia', 'UTC']
const DAY = 86_400_000
/** Ten days of each November since 2008, and of each March. */
const anInstant = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: -DAY, max: 9 * DAY }), fc.boolean())
  .map(([years, milliseconds, spring]) =>
    Temporal.Instant.from(`${2008 + years}-${spring ? '03-08' : '10-30'}T00:00Z`).add({ milliseconds }),
  )

it('a day ends when it ends, whichever day was asked about before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...ZONES), anInstant), { maxLength: 10 }), (asked) => {
      for (const [zone, at] of asked) {
        const end = endOfDayOf(zone, at)
        expect(end.equals(endOf(zone, dayOf(zone, at)))).toBe(true)
        expect(endOfDayOf(zone, end.subtract({ nanoseconds: 1 })).equals(end)).toBe(true)
        expect(endOfDayOf(zone, end).equals(endOf(zone, dayOf(zone, end)))).toBe(true)
      }
    }),
  )
})
