import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Instant } from '../kernel/instant.ts'
import { type CorrectedClock, corrected, correctedClock } from './corrected-clock.ts'
import type { ClockOffset } from './measure-clock-offset.ts'

const NOON = Temporal.Instant.from('2023-06-12T12:00+08:00')
const FIVE_MINUTES = 5 * 60_000

/** The machine stands at noon until a test sets it; the database's clock is `ahead` milliseconds ahead of noon. */
let machineNow: Instant
let ahead: number
let outcome: () => Promise<ClockOffset>
let asked: number
let clock: CorrectedClock | undefined

const exact = async (): Promise<ClockOffset> => ({
  offset: ahead - NOON.until(machineNow).total('milliseconds'),
  uncertainty: 0,
})
const failing = () => Promise.reject(new Error('the database is gone'))

beforeEach(() => {
  vi.useFakeTimers()
  machineNow = NOON
  ahead = 0
  asked = 0
  outcome = exact
})
afterEach(() => {
  clock?.stop()
  vi.useRealTimers()
})

async function start(): Promise<CorrectedClock> {
  const measure = () => {
    asked += 1
    return outcome()
  }
  clock = await correctedClock(measure, { now: () => machineNow })
  return clock
}

const aSecondLater = () => vi.advanceTimersByTimeAsync(1000)
const shown = (now: Instant) => NOON.until(now).total('milliseconds')

describe('the programme clock of production', () => {
  it('shows the time of the database from its first reading on, however wrong the machine is', async () => {
    for (ahead of [FIVE_MINUTES, -FIVE_MINUTES, 0.25]) {
      const { now, stop } = await start()
      expect(shown(now())).toBe(ahead)
      stop()
    }
  })

  it('is not handed out before the database has said its time', async () => {
    outcome = failing
    await expect(start()).rejects.toThrow('the database is gone')
  })

  it('follows the database within a second, forward and back', async () => {
    const { now } = await start()
    for (ahead of [FIVE_MINUTES, -FIVE_MINUTES]) {
      await aSecondLater()
      expect(shown(now())).toBe(ahead)
    }
  })

  it('is back at the time of the database a second after somebody set the machine', async () => {
    const { now } = await start()
    machineNow = NOON.subtract({ hours: 1 })
    await aSecondLater()
    expect(shown(now())).toBe(0)
  })

  it('keeps the last offset while measurements fail, and follows again once they succeed', async () => {
    ahead = FIVE_MINUTES
    const { now } = await start()
    outcome = failing
    ahead = 0
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shown(now())).toBe(FIVE_MINUTES)
    outcome = exact
    await aSecondLater()
    expect(shown(now())).toBe(0)
  })

  it('keeps the last offset when the database answers so late that it might be right', async () => {
    const { now } = await start()
    outcome = async () => ({ offset: 1500, uncertainty: 1500 })
    await aSecondLater()
    expect(shown(now())).toBe(0)
  })

  it('asks one question at a time, however long the database takes', async () => {
    await start()
    let answer: (measured: ClockOffset) => void = () => undefined
    outcome = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toBe(2)
    answer({ offset: 0, uncertainty: 0 })
    await aSecondLater()
    expect(asked).toBe(3)
  })

  it('asks nothing more once it is stopped', async () => {
    const { stop } = await start()
    stop()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked).toBe(1)
  })
})

describe('a correction', () => {
  const milliseconds = fc.double({ min: -1e7, max: 1e7, noNaN: true })
  const share = fc.double({ min: -1, max: 1, noNaN: true })
  const width = fc.double({ min: 0, max: 1e4, noNaN: true })

  it('never leads further from the truth, and at least as near as the measurement is sure of', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, width, share, (truth, inForce, uncertainty, error) => {
        const after = corrected(inForce, { offset: truth + error * uncertainty, uncertainty })
        const ROUNDING = 1e-6
        expect(Math.abs(after - truth)).toBeLessThanOrEqual(Math.abs(inForce - truth) + ROUNDING)
        expect(Math.abs(after - truth)).toBeLessThanOrEqual(2 * uncertainty + ROUNDING)
      }),
    )
  })
})
