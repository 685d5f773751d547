import { sayLaunch } from '../documents/say-launch.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Launch, Wave } from '../programme/launch-plan.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import type { Frame, NewsItem } from '../web/frame.ts'

/**
 * How the launch stands, above the doors, and each wave of it: tentative, approved, stopped, lapsed, rolled back; and
 * that it was postponed. Nothing once it has happened.
 */
export function newsOf(inForce: InForce, frame: Frame, at: Instant): readonly NewsItem[] {
  const { launch } = inForce.programme
  return [launch, ...launch.waves].flatMap((plan) => newsOfPlan(inForce, frame, plan, at) ?? [])
}

function newsOfPlan(inForce: InForce, frame: Frame, plan: Launch | Wave, at: Instant): NewsItem | null {
  const { language } = frame.visit
  const text = sayLaunch(inForce, plan, language, at)
  return text === null ? null : { heading: plan.title[language], text }
}
