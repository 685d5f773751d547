import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Lag, measureLag, sayBehind } from './measure-lag.ts'

const look = (former: Lag | null, written: number, replayed: number | null, ticks: number) =>
  measureLag(former, { written, replayed, ticks })
const said = (lag: Lag | null, ticks: number) => (lag === null ? null : sayBehind(lag, ticks))

it('is not known of a standby that was never seen, and nothing of one that has everything', () => {
  expect(look(null, 500, null, 0)).toBeNull()
  expect(said(look(null, 500, 500, 0), 9_000)).toEqual({ seen: true, bytes: 0, seconds: 0 })
})

it('grows with what is written while the standby is gone, from the moment something was missing there', () => {
  const seen = look(null, 500, 500, 0)
  const quiet = look(seen, 500, null, 1_000)
  expect(said(quiet, 1_000)).toEqual({ seen: false, bytes: 0, seconds: 0 })
  const later = look(look(quiet, 700, null, 2_000), 900, null, 5_000)
  expect(said(later, 6_000)).toEqual({ seen: false, bytes: 400, seconds: 4 })
  expect(said(look(later, 900, 900, 7_000), 7_000)).toEqual({ seen: true, bytes: 0, seconds: 0 })
})

it('never says more than a standby lacked that replays everything after the same delay', () => {
  const looks = fc.array(fc.record({ after: fc.integer({ min: 1, max: 900 }), writes: fc.nat(100) }))
  fc.assert(
    fc.property(looks, fc.nat(5_000), (each, delay) => {
      const history: { at: number; written: number }[] = [{ at: 0, written: 0 }]
      let lag: Lag | null = null
      for (const { after, writes } of each) {
        const last = history.at(-1) ?? { at: 0, written: 0 }
        const now = { at: last.at + after, written: last.written + writes }
        history.push(now)
        const replayed = history.findLast(({ at }) => at <= now.at - delay)?.written ?? 0
        lag = look(lag, now.written, replayed, now.at)
        const { bytes, seconds } = said(lag, now.at) ?? { bytes: 0, seconds: 0 }
        expect(bytes).toBe(now.written - replayed)
        expect(seconds * 1000).toBeLessThanOrEqual(delay)
      }
    }),
  )
})
