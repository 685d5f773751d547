import type { Instant } from '../../kernel/instant.ts'
import { oncePer } from '../../kernel/once-per.ts'
import type { Launch } from '../launch-plan.ts'
import type { InForce, LaunchDecision } from './in-force.ts'
import { countUpTo } from './ordered-instants.ts'
import { finishBy } from './situation.ts'
import { graceEnd, isGrace } from './smartcard-days.ts'
import { inForceFor, type Who } from './who.ts'

/**
 * The instants at which a door may open or close, or take other channels, in order: by the file, and by the decisions
 * that concern him (left out: anybody). There may be more of them than real changes, never fewer.
 */
export function doorTurns(inForce: InForce, who: Who | null = null): readonly Instant[] {
  return turnsOf(who === null ? inForce : inForceFor(inForce, who))
}

/** The same after `after`. */
export function doorChanges(inForce: InForce, after: Instant, who: Who | null = null): readonly Instant[] {
  const turns = doorTurns(inForce, who)
  return turns.slice(countUpTo(turns, after))
}

/** The instants at which the time to finish is over for who had entered before a turn (spec §2). */
export function finishTurns(inForce: InForce, who: Who): readonly Instant[] {
  return finishesOf(inForceFor(inForce, who))
}

/** How many of the turns of anybody are over: as long as it is the same, all doors stand as they did. */
export function stretchAt(inForce: InForce, at: Instant): number {
  return countUpTo(turnsOf(inForce), at)
}

const turnsOf = oncePer((inForce: InForce): readonly Instant[] => {
  const { programme, decisions } = inForce
  const decided = [...decisions.flatMap(momentsOf), ...graceEnds(inForce)]
  return decided.length === 0
    ? programme.turns
    : [...programme.turns, ...decided].sort(Temporal.Instant.compare)
})

const finishesOf = oncePer((inForce: InForce): readonly Instant[] =>
  turnsOf(inForce).map((turn) => finishBy(inForce.programme, turn)),
)

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
