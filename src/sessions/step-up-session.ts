import type { Tx } from '../db/transaction.ts'
import type { SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Its person has proven again that it is he: `rules/step-up.ts` says how long that holds. False where it has ended. */
export async function stepUpSession(tx: Tx, id: SessionId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('logon_session')
    .set({ stepped_up_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
