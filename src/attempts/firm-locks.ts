import { sql } from 'kysely'
import { type ReadDb, selectRows, type Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

export interface LockedAccount {
  readonly accountId: AccountId
  readonly lockedUntil: Instant
}

/** Those of a firm's people whose logon by OTP is locked now, earliest release first; or this one, if he is. */
export function readFirmLocks(
  db: ReadDb,
  {
    firm,
    account,
    at,
  }: { readonly firm: ParticipantId; readonly account: AccountId | null; readonly at: Instant },
): Promise<readonly LockedAccount[]> {
  return selectRows(
    db,
    sql<LockedAccount>`
    select account_id as "accountId", locked_until as "lockedUntil" from firm_locks(${firm}, ${account}, ${at})
    order by locked_until, account_id`,
  )
}

/** Releases the lock of one of a firm's people, as a completed logon would. False where it is not locked (any more). */
export async function releaseLock(
  tx: Tx,
  { firm, account, at }: { readonly firm: ParticipantId; readonly account: AccountId; readonly at: Instant },
): Promise<boolean> {
  const { rows } = await sql<{ released: boolean }>`
    select release_lock(${firm}, ${account}, ${at}) as released`.execute(tx)
  return rows[0]?.released ?? false
}
