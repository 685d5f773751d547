import type { FunctionId } from '../../kernel/ids.ts'
import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { MinuteOfDay, Programme, ProgrammeFunction, TestSession } from '../programme.ts'
import { businessDayAfter, dayOf, instantOf, isBusinessDay } from './calendar.ts'

/**
 * Whether a function is open.
 *
 * | at that moment  | the function is open                   |
 * | --------------- | -------------------------------------- |
 * | a test session  | if the session says so, all through it |
 * | a business day  | in its service hours                   |
 * | any other day   | never                                  |
 */
export function isServed(
  programme: Programme,
  of: ProgrammeFunction,
  session: TestSession | null,
  at: Instant,
): boolean {
  if (session !== null) return session.functions.some((open) => open.function === of.id)
  const local = at.toZonedDateTimeISO(programme.clock.zone)
  if (!isBusinessDay(programme.calendar, local.toPlainDate())) return false
  const minute = local.hour * 60 + local.minute
  return of.businessDayHours.from <= minute && minute < of.businessDayHours.until
}

/** When the function next opens by its service hours; null where the calendar ends before it. */
export function nextService(programme: Programme, of: ProgrammeFunction, after: Instant): Instant | null {
  for (const day of businessDaysFrom(programme, after)) {
    const opening = instantOf(programme.clock.zone, day, of.businessDayHours.from)
    if (isBefore(after, opening)) return opening
  }
  return null
}

/** The instants after `after` at which one of these functions opens or closes, in order, to the calendar's end. */
export function* serviceChanges(
  programme: Programme,
  functions: readonly ProgrammeFunction[],
  after: Instant,
): Generator<Instant> {
  if (functions.length === 0) return
  const minutes = new Set<MinuteOfDay>(
    functions.flatMap((of) => [of.businessDayHours.from, of.businessDayHours.until]),
  )
  const ordered = [...minutes].sort((a, b) => a - b)
  for (const day of businessDaysFrom(programme, after)) {
    for (const minute of ordered) {
      const change = instantOf(programme.clock.zone, day, minute)
      if (isBefore(after, change)) yield change
    }
  }
}

export function functionOf(programme: Programme, id: FunctionId): ProgrammeFunction | undefined {
  return programme.functions.find((declared) => declared.id === id)
}

function* businessDaysFrom(programme: Programme, at: Instant): Generator<Temporal.PlainDate> {
  const { calendar, clock } = programme
  const today = dayOf(clock.zone, at)
  const first = Temporal.PlainDate.compare(today, calendar.from) < 0 ? calendar.from : today
  let day = isBusinessDay(calendar, first) ? first : businessDayAfter(calendar, first)
  while (day !== null) {
    yield day
    day = businessDayAfter(calendar, day)
  }
}
