import { sql } from 'kysely'
import { type Database, selectRows } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'

export interface ReportsOfFirm {
  /** Its code. */
  readonly participant: string
  readonly reports: number
  /** Bytes in all. */
  readonly size: number
}

/** What each participant with users has for a business day at `at`, by code. */
export function countReports(
  database: Database,
  day: Temporal.PlainDate,
  at: Instant,
): Promise<readonly ReportsOfFirm[]> {
  return database.read({ as: 'operations' }, (db) =>
    selectRows(
      db,
      sql<ReportsOfFirm>`
      select f.code as participant, count(r.id) as reports, coalesce(sum(r.size), 0)::bigint as size
      from participant f left join overnight_report r on r.participant_id = f.id and r.business_day = ${day}
        and r.superseded_at is null and r.removed_at is null and r.published_at <= ${at}
      where exists (select from membership m where m.participant_id = f.id and m.role = 'user' and m.valid_to is null)
      group by f.code order by f.code collate "C"`,
    ),
  )
}
