import type { Instant } from '../../kernel/instant.ts'
import type { Programme } from '../../programme/programme.ts'
import { endOf } from '../../programme/rules/calendar.ts'
import { inForceOf } from '../../programme/rules/extended.ts'
import type { InForce, LaunchDecision } from '../../programme/rules/in-force.ts'
import { courseOfPlan } from '../../programme/rules/launch.ts'

/** What the question is asked under: what was recorded, nothing at all, or a go that nobody has given yet. */
export type Supposed = 'recorded' | 'none' | 'go'

/** As `--decisions` says; by default recorded ones where the launch has been decided, else as if a go were given. */
export type Wanted = 'none' | 'live' | 'go' | 'by-file'

/**
 * Who must act before launch morning is asked before the go, and of a file that is not in force yet. Without a go
 * nothing would switch and nobody would be locked out: an answer that helps nobody.
 */
export function supposeDecisions(
  programme: Programme,
  wanted: Wanted,
  recorded: readonly LaunchDecision[],
): { readonly inForce: InForce; readonly supposed: Supposed } {
  if (wanted === 'none') return { inForce: { programme, decisions: [] }, supposed: 'none' }
  const inForce = inForceOf(programme, recorded)
  if (wanted === 'live' || (wanted === 'by-file' && isDecided(inForce)))
    return { inForce, supposed: 'recorded' }
  const others = recorded.filter(({ kind }) => kind !== 'no-go')
  return { inForce: inForceOf(programme, [...others, goInTime(inForce)]), supposed: 'go' }
}

/** A postponement of everybody asks for a new go. */
function isDecided({ programme, decisions }: InForce): boolean {
  const { launch, clock, calendar } = programme
  const { state } = courseOfPlan({ programme, decisions }, launch, endOf(clock.zone, calendar.to))
  return decisions.length > 0 && state !== 'open' && state !== 'lapsed'
}

function goInTime({ programme, decisions }: InForce): LaunchDecision {
  const decidedAt = decisions.reduce<Instant>(
    (decideBy, decision) =>
      decision.kind === 'postponement' && decision.of === 'everybody' ? decision.decideBy : decideBy,
    programme.launch.decision.decideBy,
  )
  return { kind: 'go', decidedAt, maker: 'supposed maker', checker: 'supposed checker', remark: '' }
}
