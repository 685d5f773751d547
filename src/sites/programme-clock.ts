import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { measureClockOffset } from '../db/measure-clock-offset.ts'
import type { Database } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Given } from '../setting-values.ts'

const shape = z.object({ ahead: z.string().transform((text) => Temporal.Duration.from(text)) })

/**
 * The clock that decisions go by (spec 9): the machine's, by the offset to the database's. A command beside a running demo
 * goes by the demo's, which tells in a file how far ahead it is.
 */
export async function programmeClock(given: Given, database: Database, machine: Clock): Promise<Clock> {
  const file = given['SALLYPORT_DEMO_CLOCK_FILE']
  if (file !== undefined) {
    const { ahead } = shape.parse(JSON.parse(readFileSync(file, 'utf8')))
    return { now: () => machine.now().add(ahead) }
  }
  const { offset } = await measureClockOffset(database, machine)
  return { now: () => machine.now().add({ microseconds: Math.round(offset * 1000) }) }
}
