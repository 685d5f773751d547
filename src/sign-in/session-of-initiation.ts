import type { Tx } from '../db/transaction.ts'
import type { SessionId } from '../kernel/ids.ts'

/**
 * Whether the logon session that stands for the registered email is live, locked until this transaction ends: a card that is
 * revoked meanwhile waits, or has ended it already.
 */
export async function holdSession(tx: Tx, id: SessionId): Promise<boolean> {
  const row = await tx
    .selectFrom('logon_session')
    .select('id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}
