import type { Clock } from '../kernel/clock.ts'
import type { ClockOffset } from './measure-clock-offset.ts'

export interface CorrectedClock extends Clock {
  stop(): void
}

const EVERY_MILLISECONDS = 1000

/**
 * The programme clock of production: the machine's clock corrected by the measured offset to the database's, so that
 * all nodes of a site decide by one time (spec §9). Measured once before it is handed out, then each second, one
 * measurement at a time; one that fails leaves the last offset in force.
 */
export async function correctedClock(
  measure: () => Promise<ClockOffset>,
  machine: Clock,
): Promise<CorrectedClock> {
  let { offset } = await measure()
  let measuring = false
  const remeasure = async () => {
    if (measuring) return
    measuring = true
    try {
      offset = corrected(offset, await measure())
    } catch {
      // The next second brings the next chance; whether the database is there is noticed by whoever needs it.
    } finally {
      measuring = false
    }
  }
  const ticking = setInterval(remeasure, EVERY_MILLISECONDS)
  return {
    now: () => machine.now().add({ nanoseconds: Math.round(offset * 1e6) }),
    stop: () => clearInterval(ticking),
  }
}

/**
 * The true offset lies in `offset` ± `uncertainty`; what comes into force is the value in there that is next to the one
 * in force. So no measurement takes the clock further from the truth, and one that took seconds, the database having
 * stalled, moves nothing.
 */
export function corrected(inForce: number, { offset, uncertainty }: ClockOffset): number {
  return Math.min(Math.max(inForce, offset - uncertainty), offset + uncertainty)
}
