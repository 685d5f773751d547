import { type Instant, isBefore } from '../../kernel/instant.ts'
import { endOf, endOfDayOf } from '../../programme/rules/calendar.ts'
import type { InForce } from '../../programme/rules/in-force.ts'
import { courseOfPlan } from '../../programme/rules/launch.ts'
import { isServed, serviceChanges } from '../../programme/rules/service-hours.ts'
import { sessionAt } from '../../programme/rules/situation.ts'

/**
 * The first instant of the launch day, from the switch on, at which a function is open: from then on somebody has work
 * to do, and who is locked out feels it. In the shipped file 07:00, when reports and DMS open, not 07:30 of the Online
 * Functions: a DA who can repair the others must get in before them. Where no function opens that day, the switch. A
 * postponement of everybody moves the day; a wave has a morning of its own, which is asked for with `--at`.
 */
export function launchMorning(inForce: InForce): Instant {
  const { programme } = inForce
  const { launch, functions, clock, calendar } = programme
  const { switchesAt } = courseOfPlan(inForce, launch, endOf(clock.zone, calendar.to))
  const switched = switchesAt ?? launch.switchesAt
  const isOpen = (at: Instant) =>
    functions.some((of) => isServed(programme, of, sessionAt(programme, 'primary', at), at))
  if (isOpen(switched)) return switched
  const end = endOfDayOf(clock.zone, switched)
  for (const at of serviceChanges(programme, functions, switched)) {
    if (!isBefore(at, end)) break
    if (isOpen(at)) return at
  }
  return switched
}
