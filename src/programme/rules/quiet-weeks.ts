import type { Programme } from '../programme.ts'
import { dayOf } from './calendar.ts'

/**
 * The weeks, by their Mondays, in which nobody is to be made to change anything: those of the launch and of the test
 * sessions before it. A launch morning is no morning for an expired password.
 */
export function quietWeeks({ clock, launch, sessions }: Programme): readonly Temporal.PlainDate[] {
  const days = [launch.date, ...sessions.map(({ opensAt }) => dayOf(clock.zone, opensAt))]
  return days.map((day) => day.subtract({ days: day.dayOfWeek - 1 }))
}
