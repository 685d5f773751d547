import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** One thing that happened to a User ID, and by which request, if it was one. */
export interface HistoryEntry {
  readonly at: Instant
  readonly kind: string
  /** Null also where it is not this firm's to see: operators changed somebody whom another firm has too. */
  readonly request: string | null
  readonly ofSeveral: boolean
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
    select at, kind, facts ->> 'ofSeveral' is not null as "ofSeveral",
      case when exists (select from change_request r where r.number = substr(facts ->> 'request', 3)::bigint)
        then facts ->> 'request' end as request
    from audit_event
    where account_id = ${account} and kind = any(${kinds}::text[])
    order by at desc, id limit ${LATEST}`,
  )
}
