import { sql } from 'kysely'
import { reading, selectRows, type Tx } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'

/**
 * A fact for the event of a change: that more firms than one have him. Each sees the event by its own membership, and its
 * Delegated Administrators are told of it (src/notices). A firm's own eyes see no other: what it changes is of it alone.
 */
export async function ofSeveralFirms(tx: Tx, account: AccountId): Promise<{ readonly ofSeveral?: true }> {
  const [row] = await selectRows(
    reading(tx),
    sql<{ several: boolean }>`
    select count(distinct coalesce(participant_id::text, '')) > 1 as several from membership
    where account_id = ${account} and valid_to is null`,
  )
  return row?.several ? { ofSeveral: true } : {}
}
