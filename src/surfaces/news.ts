import { sayLaunch } from '../documents/say-launch.ts'
import { type Instant, isAtOrBefore, isBefore } from '../kernel/instant.ts'
import type { Launch, Wave } from '../programme/launch-plan.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { type Frame, type NewsItem, sayMoment, textsOf } from '../web/frame.ts'

/**
 * How the launch stands, above the doors, and each wave of it: tentative, approved, stopped, lapsed, rolled back; and
 * that it was postponed. Nothing once it has happened. Before that the test session that goes on for longer.
 */
export function newsOf(inForce: InForce, frame: Frame, at: Instant): readonly NewsItem[] {
  const { launch } = inForce.programme
  const plans = [launch, ...launch.waves].flatMap((plan) => newsOfPlan(inForce, frame, plan, at) ?? [])
  return [...newsOfExtensions(inForce, frame, at), ...plans]
}

function newsOfExtensions({ programme, decisions }: InForce, frame: Frame, at: Instant): readonly NewsItem[] {
  const extended = new Set(decisions.map((one) => (one.kind === 'extension' ? one.session : null)))
  return programme.sessions
    .filter(
      ({ id, opensAt, closesAt }) => extended.has(id) && isAtOrBefore(opensAt, at) && isBefore(at, closesAt),
    )
    .map(({ title, closesAt }) => ({
      heading: title[frame.visit.language],
      text: textsOf(frame).news.extended(sayMoment(frame, closesAt)),
    }))
}

function newsOfPlan(inForce: InForce, frame: Frame, plan: Launch | Wave, at: Instant): NewsItem | null {
  const { language } = frame.visit
  const text = sayLaunch(inForce, plan, language, at)
  return text === null ? null : { heading: plan.title[language], text }
}
