import type { Instant } from '../../kernel/instant.ts'
import type { Programme } from '../../programme/programme.ts'
import type { InForce, LaunchDecision } from '../../programme/rules/in-force.ts'

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
  const { decided, decideBy } = courseOfEverybody(programme, recorded)
  if (wanted === 'live' || (wanted === 'by-file' && decided))
    return { inForce: { programme, decisions: recorded }, supposed: 'recorded' }
  const others = recorded.filter(({ kind }) => kind !== 'go' && kind !== 'no-go')
  return { inForce: { programme, decisions: [...others, goInTime(decideBy)] }, supposed: 'go' }
}

/** A postponement of everybody asks for a new go by a new time: what was decided before it says nothing any more. */
function courseOfEverybody({ launch }: Programme, recorded: readonly LaunchDecision[]) {
  const postponed = recorded.findLastIndex((one) => one.kind === 'postponement' && one.of === 'everybody')
  const since = recorded.slice(postponed + 1)
  const decided = since.some(
    (one) => one.kind === 'go' || one.kind === 'no-go' || (one.kind === 'rollback' && one.of === 'everybody'),
  )
  const anew = recorded[postponed]
  const decideBy = anew !== undefined && 'decideBy' in anew ? anew.decideBy : launch.decision.decideBy
  return { decided, decideBy }
}

function goInTime(decidedAt: Instant): LaunchDecision {
  return { kind: 'go', decidedAt, maker: 'supposed maker', checker: 'supposed checker', remark: '' }
}
