import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** The account's logon before this one, at any door: shown on screen, so that a stranger's logon is noticed. */
export async function lastLogon(
  db: ReadDb,
  accountId: AccountId,
  current: { readonly id: SessionId; readonly createdAt: Instant },
): Promise<{ readonly at: Instant; readonly acr: string } | null> {
  const row = await db
    .selectFrom('logon_session')
    .select(['created_at', 'acr'])
    .where('account_id', '=', accountId)
    .where('id', '<>', current.id)
    .where('created_at', '<=', current.createdAt)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : { at: row.created_at, acr: row.acr }
}
