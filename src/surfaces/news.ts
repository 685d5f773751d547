import type { Instant } from '../kernel/instant.ts'
import { isAtOrBefore } from '../kernel/instant.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { type LaunchState, launchState } from '../programme/rules/launch.ts'
import { type Frame, type NewsItem, sayDay, textsOf } from '../web/frame.ts'

/** How the launch stands, above the doors: tentative, approved, stopped or lapsed. Nothing once it has happened. */
export function newsOf(inForce: InForce, frame: Frame, at: Instant): readonly NewsItem[] {
  const { launch } = inForce.programme
  const state: LaunchState = launchState(inForce, at)
  if (state === 'approved' && isAtOrBefore(launch.switchesAt, at)) return []
  const t = textsOf(frame).news
  return [{ heading: launch.title[frame.visit.language], text: t[state](sayDay(frame, launch.date)) }]
}
