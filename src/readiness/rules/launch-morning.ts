import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { Programme } from '../../programme/programme.ts'
import { dayOf, endOf } from '../../programme/rules/calendar.ts'
import { isServed, serviceChanges } from '../../programme/rules/service-hours.ts'
import { sessionAt } from '../../programme/rules/situation.ts'

/**
 * The first instant of the launch day, from the switch on, at which a function is open: from then on somebody has work
 * to do, and who is locked out feels it. In the shipped file 07:00, when reports and DMS open, not 07:30 of the Online
 * Functions: a DA who can repair the others must get in before them. Where no function opens that day, the switch.
 */
export function launchMorning(programme: Programme): Instant {
  const { launch, functions, clock } = programme
  const isOpen = (at: Instant) =>
    functions.some((of) => isServed(programme, of, sessionAt(programme, 'primary', at), at))
  if (isOpen(launch.switchesAt)) return launch.switchesAt
  const end = endOf(clock.zone, dayOf(clock.zone, launch.switchesAt))
  for (const at of serviceChanges(programme, functions, launch.switchesAt)) {
    if (!isBefore(at, end)) break
    if (isOpen(at)) return at
  }
  return launch.switchesAt
}
