import type { Instant } from '../kernel/instant.ts'
import type { Language } from '../kernel/vocabulary.ts'
import type { Launch, Wave } from '../programme/launch-plan.ts'
import { dayOf } from '../programme/rules/calendar.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { courseOfPlan, hasSwitched } from '../programme/rules/launch.ts'
import { dayText } from '../texts/moments.ts'
import { textsIn } from '../texts/texts.ts'

/** How the launch, or a wave of it, stands in one sentence; null once it has happened. */
export function sayLaunch(
  inForce: InForce,
  plan: Launch | Wave,
  language: Language,
  at: Instant,
): string | null {
  const course = courseOfPlan(inForce, plan, at)
  if (hasSwitched(course, at)) return null
  const { zone } = inForce.programme.clock
  const t = textsIn(language).news
  const planned = dayText(language, plan.date)
  const day = dayText(language, course.switchesAt === null ? plan.date : dayOf(zone, course.switchesAt))
  const text = t[course.state](day)
  return day === planned ? text : t.postponed(planned, text)
}
