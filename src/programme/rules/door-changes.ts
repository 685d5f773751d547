import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { Launch } from '../launch-plan.ts'
import type { InForce, LaunchDecision } from './in-force.ts'
import { graceEnd, isGrace } from './smartcard-days.ts'
import { inForceFor, type Who } from './who.ts'

/**
 * The instants after `after` at which a door may open or close, or take other channels, in order: by the file, and by
 * the decisions that concern him (left out: anybody). There may be more of them than real changes, never fewer.
 */
export function doorChanges(inForce: InForce, after: Instant, who: Who | null = null): readonly Instant[] {
  const turns = inForce.programme.turns.filter((at) => isBefore(after, at))
  const { decisions } = who === null ? inForce : inForceFor(inForce, who)
  const decided = [...decisions.flatMap(momentsOf), ...graceEnds({ ...inForce, decisions })].filter((at) =>
    isBefore(after, at),
  )
  return decided.length === 0 ? turns : [...turns, ...decided].sort(Temporal.Instant.compare)
}

function momentsOf(decision: LaunchDecision): readonly Instant[] {
  return decision.kind === 'postponement' ? [decision.decidedAt, decision.switchesAt] : [decision.decidedAt]
}

/** A grace is counted from when the door closed: from any instant at which it could have. */
function graceEnds({ programme, decisions }: InForce): readonly Instant[] {
  const graces = decisions.filter(isGrace)
  if (graces.length === 0) return []
  const postponed = decisions.filter((one) => one.kind === 'postponement').map((one) => one.switchesAt)
  const closings = [...plannedClosings(programme.launch), ...postponed]
  return graces.flatMap((grace) => closings.map((closedAt) => graceEnd(programme, grace, closedAt)))
}

function plannedClosings({ switchesAt, waves, parallelRun }: Launch): readonly Instant[] {
  const lastDays = parallelRun === null ? [] : [...parallelRun.lastSmartcardDays, ...parallelRun.exceptions]
  return [switchesAt, ...waves.map((wave) => wave.switchesAt), ...lastDays.map((day) => day.closesAt)]
}
