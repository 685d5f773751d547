import { sha256 } from '../../kernel/digest.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { type Instant, isBefore } from '../../kernel/instant.ts'

export interface ExpiryRule {
  readonly days: number
  /** Each account expires up to so many days earlier or later: passwords set on one day do not expire on one. */
  readonly spreadDays: number
  /** How long before it is announced. */
  readonly announcedDays: number
}

/** Days of the programme in which no password expires: whole weeks, each from its Monday to its Sunday. */
export interface Calendar {
  readonly zone: string
  readonly quietWeeks: readonly Temporal.PlainDate[]
}

/** A password in force: whose, and since when. */
export interface PasswordAge {
  readonly accountId: AccountId
  readonly since: Instant
}

export type PasswordStanding =
  | { readonly is: 'lasting' }
  /** Still good, and to be changed by then. */
  | { readonly is: 'expiring'; readonly expiresAt: Instant }
  | { readonly is: 'expired' }

const LASTING: PasswordStanding = { is: 'lasting' }

/**
 * How a password stands at an instant.
 *
 * | at that moment                                     | it is                                     |
 * | -------------------------------------------------- | ----------------------------------------- |
 * | passwords do not expire, or the end is far         | `lasting`                                 |
 * | the announced days have begun                      | `expiring`, at 24:00 of its last day      |
 * | its last day is over, in a quiet week              | `expiring`, when the quiet weeks are over |
 * | its last day is over                               | `expired`                                 |
 */
export function passwordStanding(
  rule: ExpiryRule | null,
  password: PasswordAge,
  calendar: Calendar,
  at: Instant,
): PasswordStanding {
  if (rule === null) return LASTING
  const ends = lastDay(rule, password, calendar)
  const expiresAt = endOf(calendar.zone, ends)
  if (isBefore(at, endOf(calendar.zone, ends.subtract({ days: rule.announcedDays })))) return LASTING
  if (isBefore(at, expiresAt)) return { is: 'expiring', expiresAt }
  const today = at.toZonedDateTimeISO(calendar.zone).toPlainDate()
  const moved = afterQuietWeeks(today, calendar)
  if (moved.equals(today)) return { is: 'expired' }
  return { is: 'expiring', expiresAt: endOf(calendar.zone, moved.subtract({ days: moved.dayOfWeek })) }
}

/**
 * The last day on which it is good. One that would fall into a quiet week keeps its weekday and moves behind them: what
 * was spread stays spread.
 */
export function lastDay(rule: ExpiryRule, password: PasswordAge, calendar: Calendar): Temporal.PlainDate {
  const set = password.since.toZonedDateTimeISO(calendar.zone).toPlainDate()
  return afterQuietWeeks(set.add({ days: rule.days + shift(rule, password.accountId) }), calendar)
}

/** The same for an account on every node and at every change: from -spread to +spread. */
function shift({ spreadDays }: ExpiryRule, accountId: AccountId): number {
  return (sha256(accountId).readUInt32BE(0) % (2 * spreadDays + 1)) - spreadDays
}

function afterQuietWeeks(day: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  const monday = day.subtract({ days: day.dayOfWeek - 1 })
  const isQuiet = calendar.quietWeeks.some((week) => week.equals(monday))
  return isQuiet ? afterQuietWeeks(day.add({ weeks: 1 }), calendar) : day
}

/** 24:00, also where clocks are put back or forward in between. */
function endOf(zone: string, day: Temporal.PlainDate): Instant {
  return day.add({ days: 1 }).toZonedDateTime(zone).toInstant()
}
