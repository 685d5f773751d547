import { type Instant, isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import type { Calendar, MinuteOfDay } from '../programme.ts'

export const MIDNIGHT = 0 as MinuteOfDay

/** Neither weekend nor holiday. A day the calendar does not reach is none: nothing opens on a guess. */
export function isBusinessDay(calendar: Calendar, day: Temporal.PlainDate): boolean {
  return (
    isWithin(calendar, day) &&
    !calendar.weekend.includes(day.dayOfWeek) &&
    !calendar.holidays.has(day.toString())
  )
}

/** The first business day after `day`; null where the calendar ends before it. */
export function businessDayAfter(calendar: Calendar, day: Temporal.PlainDate): Temporal.PlainDate | null {
  let next = day.add({ days: 1 })
  while (Temporal.PlainDate.compare(next, calendar.to) <= 0) {
    if (isBusinessDay(calendar, next)) return next
    next = next.add({ days: 1 })
  }
  return null
}

export function isWithin(calendar: Calendar, day: Temporal.PlainDate): boolean {
  return (
    Temporal.PlainDate.compare(calendar.from, day) <= 0 && Temporal.PlainDate.compare(day, calendar.to) <= 0
  )
}

export function dayOf(zone: string, at: Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate()
}

/** 24:00 is the first instant of the day after, also where clocks are put back or forward in between. */
export function instantOf(zone: string, day: Temporal.PlainDate, minute: MinuteOfDay): Instant {
  if (minute === 1440) return endOf(zone, day)
  const plainTime = { hour: Math.floor(minute / 60), minute: minute % 60 }
  return day.toZonedDateTime({ timeZone: zone, plainTime }).toInstant()
}

/** 24:00 of that day. */
export function endOf(zone: string, day: Temporal.PlainDate): Instant {
  return day.add({ days: 1 }).toZonedDateTime(zone).toInstant()
}

/** 24:00 of the day that an instant falls on. */
export function endOfDayOf(zone: string, at: Instant): Instant {
  const known = lastAsked.get(zone)
  if (known !== undefined && isAtOrBefore(known.begins, at) && isBefore(at, known.ends)) return known.ends
  const day = dayOf(zone, at)
  const ends = endOf(zone, day)
  lastAsked.set(zone, { begins: instantOf(zone, day, MIDNIGHT), ends })
  return ends
}

/** Most ask about today, and a zone's calendar costs twenty times what two comparisons do. */
const lastAsked = new Map<string, { readonly begins: Instant; readonly ends: Instant }>()
