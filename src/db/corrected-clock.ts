import type { Clock } from '../kernel/clock.ts'
import { measureClockOffset } from './measure-clock-offset.ts'
import type { Database } from './transaction.ts'

export interface CorrectedClock extends Clock {
  stop(): void
}

const EVERY_MILLISECONDS = 1000

/**
 * The programme clock of production: the machine's clock corrected by the measured offset to the database's, so that
 * all nodes of a site decide by one time (spec §9). Measured once before it is handed out, then each second; a
 * measurement that fails leaves the last offset in force.
 */
export async function correctedClock(database: Database, machine: Clock): Promise<CorrectedClock> {
  let { offset } = await measureClockOffset(database, machine)
  const measuring = setInterval(() => {
    measureClockOffset(database, machine).then(
      (measured) => {
        offset = measured.offset
      },
      () => undefined,
    )
  }, EVERY_MILLISECONDS)
  return {
    now: () => machine.now().add({ nanoseconds: Math.round(offset * 1e6) }),
    stop: () => clearInterval(measuring),
  }
}
