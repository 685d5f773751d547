import type { Instant } from '../../kernel/instant.ts'
import { oncePer } from '../../kernel/once-per.ts'
import type { Programme } from '../programme.ts'
import { businessDayAfter, endOf, instantOf, isBusinessDay, MIDNIGHT } from './calendar.ts'
import { countUpTo } from './ordered-instants.ts'

/** All business days of a calendar, in order. */
interface BusinessDays {
  readonly days: readonly Temporal.PlainDate[]
  /** 00:00 and 24:00 of each. */
  readonly begins: readonly Instant[]
  readonly ends: readonly Instant[]
}

/** It depends on no person and no moment. */
export const businessDaysOf = oncePer(({ calendar, clock: { zone } }: Programme): BusinessDays => {
  const days: Temporal.PlainDate[] = []
  const { from } = calendar
  let day = isBusinessDay(calendar, from) ? from : businessDayAfter(calendar, from)
  while (day !== null) {
    days.push(day)
    day = businessDayAfter(calendar, day)
  }
  return {
    days,
    begins: days.map((one) => instantOf(zone, one, MIDNIGHT)),
    ends: days.map((one) => endOf(zone, one)),
  }
})

/** 24:00 of the `count`th whole business day from `from` on; where the calendar ends before it, the calendar's end. */
export function endOfBusinessDay(programme: Programme, from: Instant, count: number): Instant {
  const { begins, ends } = businessDaysOf(programme)
  const gone = countUpTo(begins, from.subtract({ nanoseconds: 1 }))
  const { calendar, clock } = programme
  return ends[gone + count - 1] ?? endOf(clock.zone, calendar.to)
}
