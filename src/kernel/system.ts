import { randomFillSync, randomInt, randomUUID } from 'node:crypto'
import type { Clock } from './clock.ts'
import { randomPool } from './random-pool.ts'
import type { Randomness } from './randomness.ts'

/** The only place that reads the machine's clock and its randomness. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** Milliseconds of a clock that is never set: for how long something took, never for when it was. */
export const systemTicks = (): number => performance.now()

const POOL_BYTES = 1024

export const systemRandomness: Randomness = {
  bytes: randomPool(POOL_BYTES, (bytes) => void randomFillSync(bytes)),
  uuid: () => randomUUID(),
  integer: (below) => randomInt(below),
}
