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
  const decided = recorded.some(({ kind }) => kind === 'go' || kind === 'no-go')
  if (wanted === 'none') return { inForce: { programme, decisions: [] }, supposed: 'none' }
  if (wanted === 'live' || (wanted === 'by-file' && decided))
    return { inForce: { programme, decisions: recorded }, supposed: 'recorded' }
  const others = recorded.filter(({ kind }) => kind !== 'go' && kind !== 'no-go')
  return { inForce: { programme, decisions: [...others, goInTime(programme)] }, supposed: 'go' }
}

function goInTime({ launch }: Programme): LaunchDecision {
  const decidedAt = launch.decision.decideBy
  return { kind: 'go', decidedAt, maker: 'supposed maker', checker: 'supposed checker', remark: '' }
}
