import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'

/**
 * Lets the live logon sessions whose absolute end is `from` go on to `to`: those of a test session that was extended. The launch
 * decision that asks for it is what nodes hear of, and look at all of them anew.
 */
export async function prolongSessions(
  tx: Tx,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  at: Instant,
): Promise<void> {
  await tx
    .updateTable('logon_session')
    .set({ expires_at: to })
    .where('expires_at', '=', from)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .execute()
}
