import type { Instant } from '../../kernel/instant.ts'
import type { Programme } from '../../programme/programme.ts'
import { dayOf, isBusinessDay } from '../../programme/rules/calendar.ts'

/** Why nothing can be published for this day at `at`; null where it can. Lists have business days that have begun. */
export function judgeDay(
  { calendar, clock: { zone } }: Programme,
  day: Temporal.PlainDate,
  at: Instant,
): string | null {
  if (!isBusinessDay(calendar, day)) return `${day} is no business day of the programme's calendar`
  if (Temporal.PlainDate.compare(day, dayOf(zone, at)) > 0) return `${day} has not begun in ${zone}`
  return null
}
