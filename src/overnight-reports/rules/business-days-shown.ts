import type { Instant } from '../../kernel/instant.ts'
import type { Programme } from '../../programme/programme.ts'
import { businessDaysOf } from '../../programme/rules/business-days.ts'
import { dayOf } from '../../programme/rules/calendar.ts'

/** Days on one page of the list. */
const DAYS_AT_ONCE = 10
/** A report comes in the night after its business day: for this many of the newest days it may still be on its way. */
const STILL_TO_COME = 2

export interface DayShown {
  readonly day: Temporal.PlainDate
  /** Whether a day without reports is late, or had none. */
  readonly mayStillCome: boolean
}

export interface DaysShown {
  /** Newest first. */
  readonly days: readonly DayShown[]
  /** The day before which the next page begins; null on the last. */
  readonly older: Temporal.PlainDate | null
}

/** The business days a list has at `at`: today's first, or those before `before`; none older than `oldest`. */
export function businessDaysShown(
  programme: Programme,
  at: Instant,
  { before, oldest }: { readonly before: Temporal.PlainDate | null; readonly oldest: Temporal.PlainDate },
): DaysShown {
  const { compare } = Temporal.PlainDate
  const today = dayOf(programme.clock.zone, at)
  const begun = businessDaysOf(programme).days.filter((day) => compare(day, today) <= 0)
  const newest = begun.slice(-STILL_TO_COME)
  const wanted = begun.filter(
    (day) => compare(day, oldest) >= 0 && (before === null || compare(day, before) < 0),
  )
  const days = wanted.slice(-DAYS_AT_ONCE).toReversed()
  const last = days.at(-1)
  return {
    days: days.map((day) => ({ day, mayStillCome: newest.includes(day) })),
    older: last !== undefined && wanted.length > days.length ? last : null,
  }
}
