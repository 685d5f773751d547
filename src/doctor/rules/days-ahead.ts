import { type Instant, laterOf } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import type { Programme, TestSession } from '../../programme/programme.ts'
import { endOfBusinessDay } from '../../programme/rules/business-days.ts'
import { endOf, instantOf, isWithin, MIDNIGHT } from '../../programme/rules/calendar.ts'

/** What is looked ahead to: a day of the programme, and how long smartcards may be needed from there. */
export interface DaysAhead {
  readonly programme: Programme
  readonly day: Temporal.PlainDate
  readonly begins: Instant
  readonly ends: Instant
  readonly sessions: readonly TestSession[]
  /**
   * The end of the time in which the launch may be rolled back, and so the old doors open again; and of the parallel run,
   * where it is longer.
   */
  readonly cardsUntil: Instant
}

/** Whole business days from the switch on. */
export const ROLLBACK_DAYS = 10

export function daysAhead(
  programme: Programme,
  day: Temporal.PlainDate,
  rollbackDays: number,
): Result<DaysAhead, string> {
  const { calendar, clock, launch, sessions } = programme
  if (!isWithin(calendar, day)) return refused(`${day} is not in the calendar of ${programme.id}`)
  const ends = endOf(clock.zone, day)
  const { lastSmartcardDays = [], exceptions = [] } = launch.parallelRun ?? {}
  const lastDays = [...lastSmartcardDays, ...exceptions].map(({ closesAt }) => closesAt)
  return done({
    ...{ programme, day, ends },
    begins: instantOf(clock.zone, day, MIDNIGHT),
    sessions: sessions.filter(({ date }) => date.equals(day)),
    cardsUntil: [ends, endOfBusinessDay(programme, launch.switchesAt, rollbackDays), ...lastDays].reduce(
      laterOf,
    ),
  })
}
