import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import { KNOWN_DAYS } from './rules/figures.ts'

/**
 * A budget nobody has touched for a day says nothing any more: its locks are long over. Unknown IDs have rows too. So
 * with the failures of a network, which have faded by then; a browser stays known for longer.
 */
export async function pruneBudgets(tx: Tx, at: Instant): Promise<void> {
  const dayBefore = at.subtract({ hours: 24 })
  await tx.deleteFrom('attempt_budget').where('updated_at', '<', dayBefore).execute()
  await tx.deleteFrom('network_failure').where('updated_at', '<', dayBefore).execute()
  await tx
    .deleteFrom('known_browser')
    .where('logged_on_at', '<', at.subtract({ hours: 24 * KNOWN_DAYS }))
    .execute()
}
