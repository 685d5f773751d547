import type { Clock } from '../kernel/clock.ts'
import type { Instant } from '../kernel/instant.ts'

/** The programme clock of the demo: set to any instant, it ticks on from there with the real one. */
export interface DemoClock extends Clock {
  set(at: Instant): void
}

export function makeDemoClock(
  real: Clock,
  at: Instant,
  told: (ahead: Temporal.Duration) => void = () => undefined,
): DemoClock {
  let offset = real.now().until(at)
  told(offset)
  return {
    now: () => real.now().add(offset),
    set: (to) => {
      offset = real.now().until(to)
      told(offset)
    },
  }
}
