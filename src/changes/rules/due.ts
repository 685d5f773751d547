import { type Instant, laterOf } from '../../kernel/instant.ts'
import type { Programme } from '../../programme/programme.ts'
import { endOfBusinessDay } from '../../programme/rules/business-days.ts'

const BUSINESS_DAYS = 2

/**
 * 24:00, programme time, of the second business day after it was made. Past the calendar's end nobody knows what a
 * business day is: then 48 hours, which the second business day never undercuts.
 */
export function dueAt(programme: Programme, madeAt: Instant): Instant {
  return laterOf(endOfBusinessDay(programme, madeAt, BUSINESS_DAYS), madeAt.add({ hours: 48 }))
}
