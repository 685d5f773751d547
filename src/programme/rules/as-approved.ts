import type { Programme } from '../programme.ts'
import type { InForce } from './in-force.ts'

/** The programme as it will be if its launch is approved, and nothing else is decided. */
export function asApproved(programme: Programme): InForce {
  const decidedAt = programme.launch.decision.decideBy
  return { programme, decisions: [{ kind: 'go', decidedAt, maker: 'one', checker: 'another', remark: '' }] }
}
