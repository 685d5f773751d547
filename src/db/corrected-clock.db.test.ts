import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { systemClock } from '../kernel/system.ts'
import { correctedClock } from './corrected-clock.ts'
import { measureClockOffset } from './measure-clock-offset.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

it.each([5, -5])('two nodes, one of them %i minutes off, decide by one time (attack 58)', async (minutes) => {
  const wrong = { now: () => systemClock.now().add({ minutes }) }
  const clockOf = (machine: typeof wrong) =>
    correctedClock(() => measureClockOffset(test.database, machine), machine)
  const [one, other] = [await clockOf(systemClock), await clockOf(wrong)]
  const apart = one.now().until(other.now()).total('seconds')
  one.stop()
  other.stop()
  expect(Math.abs(apart)).toBeLessThan(1)
})
