import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'

/** A budget nobody has touched for a day says nothing any more: its locks are long over. Unknown IDs have rows too. */
export async function pruneBudgets(tx: Tx, at: Instant): Promise<void> {
  await tx
    .deleteFrom('attempt_budget')
    .where('updated_at', '<', at.subtract({ hours: 24 }))
    .execute()
}
