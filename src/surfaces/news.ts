import type { Instant } from '../kernel/instant.ts'
import type { Launch, Wave } from '../programme/launch-plan.ts'
import { dayOf } from '../programme/rules/calendar.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { courseOfPlan, hasSwitched } from '../programme/rules/launch.ts'
import { type Frame, type NewsItem, sayDay, textsOf } from '../web/frame.ts'

/**
 * How the launch stands, above the doors, and each wave of it: tentative, approved, stopped, lapsed, rolled back; and
 * that it was postponed. Nothing once it has happened.
 */
export function newsOf(inForce: InForce, frame: Frame, at: Instant): readonly NewsItem[] {
  const { launch } = inForce.programme
  return [launch, ...launch.waves].flatMap((plan) => newsOfPlan(inForce, frame, plan, at) ?? [])
}

function newsOfPlan(inForce: InForce, frame: Frame, plan: Launch | Wave, at: Instant): NewsItem | null {
  const course = courseOfPlan(inForce, plan, at)
  if (hasSwitched(course, at)) return null
  const { zone } = inForce.programme.clock
  const t = textsOf(frame).news
  const planned = sayDay(frame, plan.date)
  const day = sayDay(frame, course.switchesAt === null ? plan.date : dayOf(zone, course.switchesAt))
  const text = t[course.state](day)
  return {
    heading: plan.title[frame.visit.language],
    text: day === planned ? text : t.postponed(planned, text),
  }
}
