import type { Outcome } from '../attempts/budget-state.ts'
import { settleTry } from '../attempts/settle-try.ts'
import type { Turn } from '../attempts/turn.ts'
import type { Tx } from '../db/transaction.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** What a refusal says of the lock it set: by this a lock is found again (migration 0020), whoever asks for it. */
export function lockFacts(
  budget: BudgetKey,
  lockedUntil: Instant | null,
): Readonly<Record<string, string | null>> {
  return { budget, lockedUntil: lockedUntil?.toString() ?? null }
}

/** Settles a try of a logon that is refused. Returns the end of the lock the holder is told of, whichever step set it. */
export async function settleLogon(
  tx: Tx,
  settled: Turn,
  outcome: Outcome,
  at: Instant,
): Promise<Instant | null> {
  const lockedNow = await settleTry(tx, settled, outcome, at)
  return settled.is === 'locked' ? settled.lockedUntil : lockedNow
}
