import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { Clock } from '../kernel/clock.ts'
import { systemClock } from '../kernel/system.ts'
import { measureClockOffset } from './measure-clock-offset.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

/** PostgreSQL's clock is cut to the microsecond. */
const GRAIN = 0.001

it.each([0, 3_600_000, -86_400_000])(
  'finds a clock that is %i ms off, within its own uncertainty',
  async (error) => {
    // Program and test server share a machine, so the true offset is known.
    const clock: Clock = { now: () => systemClock.now().add({ milliseconds: error }) }
    const { offset, uncertainty } = await measureClockOffset(test.database, clock)
    expect(uncertainty).toBeGreaterThan(0)
    expect(Math.abs(offset + error)).toBeLessThanOrEqual(uncertainty + GRAIN)
  },
)
