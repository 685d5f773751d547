import type { ReadDb } from '../db/transaction.ts'
import type { OneTimeCodeTable } from '../db/types.ts'
import type { AttemptId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** When the newest code of an attempt was issued and when it expires, for the page that asks for it. */
export async function latestCode(
  db: ReadDb,
  attemptId: AttemptId,
  purpose: OneTimeCodeTable['purpose'],
): Promise<{ readonly issuedAt: Instant; readonly expiresAt: Instant } | undefined> {
  const row = await db
    .selectFrom('one_time_code')
    .select(['issued_at', 'expires_at'])
    .where('attempt_id', '=', attemptId)
    .where('purpose', '=', purpose)
    .orderBy('issued_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { issuedAt: row.issued_at, expiresAt: row.expires_at }
}
