import { type Instant, isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import type { Launch } from '../programme.ts'
import type { InForce, LaunchDecision } from './in-force.ts'

/**
 * How a launch stands at an instant, by what was decided up to then.
 *
 * | state      | when                                                     | the switch              |
 * | ---------- | -------------------------------------------------------- | ----------------------- |
 * | `approved` | the last decision that counts is a go; or firm, and none | happens at `switchesAt` |
 * | `stopped`  | the last decision that counts is a no-go                 | does not happen         |
 * | `lapsed`   | tentative, and the decision time went by without a go    | does not happen         |
 * | `open`     | tentative, not decided yet                               | is not known            |
 */
export type LaunchState = 'approved' | 'stopped' | 'lapsed' | 'open'

export function launchState(inForce: InForce, at: Instant): LaunchState {
  const { launch } = inForce.programme
  const last = inForce.decisions
    .filter((decision) => isAtOrBefore(decision.decidedAt, at) && counts(launch, decision))
    .reduce<LaunchDecision | null>(later, null)
  if (last !== null) return last.kind === 'go' ? 'approved' : 'stopped'
  if (launch.status === 'firm') return 'approved'
  return isAtOrBefore(at, launch.decision.decideBy) ? 'open' : 'lapsed'
}

/** Whether the switch has happened: the old doors are closed and the new ones open. */
export function isLaunched(inForce: InForce, at: Instant): boolean {
  return isAtOrBefore(inForce.programme.launch.switchesAt, at) && launchState(inForce, at) === 'approved'
}

/**
 * A go needs two people and the decision time. A no-go only restricts, so it counts up to the switch itself: what is
 * found out on the last evening must still stop a launch. After the switch only a rollback undoes it.
 */
function counts(launch: Launch, decision: LaunchDecision): boolean {
  return decision.kind === 'go'
    ? decision.maker !== decision.checker && isAtOrBefore(decision.decidedAt, launch.decision.decideBy)
    : isBefore(decision.decidedAt, launch.switchesAt)
}

function later(a: LaunchDecision | null, b: LaunchDecision): LaunchDecision {
  return a === null || isAtOrBefore(a.decidedAt, b.decidedAt) ? b : a
}
