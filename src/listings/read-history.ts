import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** One thing that happened to a User ID, and by which request, if it was one. */
export interface HistoryEntry {
  readonly at: Instant
  readonly kind: string
  readonly request: string | null
}

const LATEST = 20

/** The latest of these kinds of event, newest first. Names and addresses in them stay where they are. */
export function readHistory(
  db: ReadDb,
  account: AccountId,
  kinds: readonly string[],
): Promise<readonly HistoryEntry[]> {
  return selectRows(
    db,
    sql<HistoryEntry>`
    select at, kind, facts ->> 'request' as request from audit_event
    where account_id = ${account} and kind = any(${kinds}::text[])
    order by at desc, id limit ${LATEST}`,
  )
}
