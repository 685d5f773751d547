import { type Instant, isAtOrBefore, isBefore } from '../../kernel/instant.ts'
import type { ReasonSource } from '../block.ts'
import type { Launch, Wave } from '../launch-plan.ts'
import type { InForce, LaunchDecision } from './in-force.ts'
import { concerns, SOMEBODY, type Who, waveOf } from './who.ts'

/**
 * How the launch stands at an instant, by what was decided up to then.
 *
 * | state         | when                                                     | the switch                      |
 * | ------------- | -------------------------------------------------------- | ------------------------------- |
 * | `approved`    | the last decision that counts is a go; or firm, and none | happens at `switchesAt`         |
 * | `stopped`     | the last decision that counts is a no-go                 | does not happen                 |
 * | `lapsed`      | tentative, and the decision time went by without a go    | does not happen                 |
 * | `open`        | tentative, not decided yet                               | is not known                    |
 * | `rolled-back` | rolled back, and no new day named                        | is undone, or never happens     |
 */
export type LaunchState = 'approved' | 'stopped' | 'lapsed' | 'open' | 'rolled-back'

export interface Course {
  readonly state: LaunchState
  /** When he switches, if it is approved; null: no day is named. */
  readonly switchesAt: Instant | null
  /** Who says so: the file, or a recorded decision. */
  readonly source: ReasonSource
  /** Inclusive: a go decided then counts. A later day for everybody names another. */
  readonly decideBy: Instant
}

/** How the launch stands for one person: by his wave, and by the decisions that concern him. */
export function courseOf(inForce: InForce, who: Who, at: Instant): Course {
  const { launch } = inForce.programme
  return run(inForce, waveOf(launch, who) ?? launch, who, at)
}

/** How it stands for all whom this wave (or the launch itself) carries, but for those decided on by name. */
export function courseOfPlan(inForce: InForce, plan: Launch | Wave, at: Instant): Course {
  return run(inForce, plan, SOMEBODY, at)
}

/** Whether the switch has happened for him: the old doors are closed and the new ones open. */
export function isLaunched(inForce: InForce, who: Who, at: Instant): boolean {
  return hasSwitched(courseOf(inForce, who, at), at)
}

export function hasSwitched({ state, switchesAt }: Course, at: Instant): boolean {
  return state === 'approved' && switchesAt !== null && isAtOrBefore(switchesAt, at)
}

/** A course on its way through the decisions. */
interface Running {
  readonly launch: Launch
  readonly switchesAt: Instant | null
  readonly source: ReasonSource
  readonly decideBy: Instant
  readonly verdict: 'go' | 'no-go' | null
}

function run(inForce: InForce, plan: Launch | Wave, who: Who, at: Instant): Course {
  const { launch } = inForce.programme
  const planned: Running = {
    launch,
    switchesAt: plan.switchesAt,
    source: plan.switch.source,
    decideBy: launch.decision.decideBy,
    verdict: null,
  }
  const course = inForce.decisions
    .filter((decision) => isAtOrBefore(decision.decidedAt, at) && concerns(decision, who))
    .filter((decision) => decision.kind === 'no-go' || decision.maker !== decision.checker)
    .sort((a, b) => Temporal.Instant.compare(a.decidedAt, b.decidedAt))
    .reduce(decided, planned)
  const { switchesAt, source, decideBy } = course
  return { state: stateOf(course, at), switchesAt, source, decideBy }
}

/**
 * What one more decision does to a course. All but a no-go need two signatures to count.
 *
 * | decision     | counts                                | and then                                               |
 * | ------------ | ------------------------------------- | ------------------------------------------------------ |
 * | go           | by the decision time                  | the switch is approved                                 |
 * | no-go        | until the switch has happened for him | it is stopped                                          |
 * | postponement | until the switch has happened for him | the later of the two days; of everybody: to a new go   |
 * | rollback     | always                                | no day is named, until a postponement names one        |
 * | grace        | for smartcard doors only              | nothing here (`smartcard-days.ts`)                     |
 * | extension    | for a test session only               | nothing here (`extended.ts`)                           |
 *
 * What only restricts counts to the last moment: what is found out on the last evening must still stop a launch. After
 * the switch only a rollback undoes it. A postponement brings nobody's day forward.
 */
function decided(course: Running, decision: LaunchDecision): Running {
  const happened = hasSwitched({ ...course, state: stateOf(course, decision.decidedAt) }, decision.decidedAt)
  switch (decision.kind) {
    case 'no-go':
      return happened ? course : { ...course, verdict: 'no-go' }
    case 'go':
      return isAtOrBefore(decision.decidedAt, course.decideBy) ? { ...course, verdict: 'go' } : course
    case 'postponement':
      return happened ? course : postponed(course, decision)
    case 'rollback':
      return { ...course, switchesAt: null, source: 'decision' }
    case 'grace':
    case 'extension':
      return course
  }
}

function postponed(course: Running, decision: LaunchDecision & { readonly kind: 'postponement' }): Running {
  const asked =
    decision.of === 'everybody' ? { ...course, decideBy: decision.decideBy, verdict: null } : course
  if (course.switchesAt !== null && !isBefore(course.switchesAt, decision.switchesAt)) return asked
  return { ...asked, switchesAt: decision.switchesAt, source: 'decision' }
}

function stateOf({ switchesAt, verdict, launch, decideBy }: Running, at: Instant): LaunchState {
  if (switchesAt === null) return 'rolled-back'
  if (verdict !== null) return verdict === 'go' ? 'approved' : 'stopped'
  if (launch.status === 'firm') return 'approved'
  return isAtOrBefore(at, decideBy) ? 'open' : 'lapsed'
}
