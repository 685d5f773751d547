import type { Tx } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ChangeWorld } from './kind.ts'
import { recordStep } from './record-step.ts'
import type { VoidBecause } from './rules/judge-decision.ts'
import { sayNumber } from './rules/request-number.ts'
import { moveRequest, type RequestRow } from './store.ts'

export type Ending =
  | { readonly to: 'withdrawn'; readonly by: AccountId; readonly remark: string }
  | { readonly to: 'expired' }
  | { readonly to: 'void'; readonly because: VoidBecause }

/** A request comes to nothing. False where it was decided meanwhile. */
export async function endRequest(
  tx: Tx,
  world: ChangeWorld,
  request: Pick<RequestRow, 'number' | 'state' | 'kind' | 'participant_id'>,
  ending: Ending,
  at: Instant,
): Promise<boolean> {
  const because = ending.to === 'void' ? ending.because : null
  const moved = await moveRequest(tx, request, { state: ending.to, ended_at: at, end_reason: because })
  if (!moved) return false
  const { kind, participant_id: participant } = request
  const byMaker = ending.to === 'withdrawn' ? { by: ending.by, remark: ending.remark } : { by: null }
  const number = sayNumber(request.number)
  await recordStep(tx, world, {
    ...{ ...byMaker, number, at },
    event: `request.${ending.to}`,
    facts: { kind, participant, because },
  })
  return true
}
