import { sayNumber } from '../changes/rules/request-number.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { RequestNumber, SiteId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** What two operators allowed to be run at a site. */
export interface ListedOrder {
  readonly request: RequestNumber
  readonly deed: 'open-branch' | 'discard-branch'
  readonly site: SiteId
  readonly session: string
  readonly from: Instant
  readonly until: Instant
  readonly spentAt: Instant | null
}

/** Newest first. */
export async function listOrders(db: ReadDb, atMost: number): Promise<readonly ListedOrder[]> {
  const rows = await db
    .selectFrom('site_order')
    .select(['request', 'deed', 'site', 'session_id as session'])
    .select(['from_at as from', 'until_at as until', 'spent_at as spentAt'])
    .orderBy('request', 'desc')
    .limit(atMost)
    .execute()
  return rows.map((row) => ({ ...row, request: sayNumber(row.request) }))
}
