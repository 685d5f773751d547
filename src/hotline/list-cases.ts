import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Route } from './rules/routes-of.ts'

export interface HotlineCase {
  readonly number: number
  readonly firm: string
  readonly about: UserId | null
  readonly caller: string
  /** The recorded contact that was called back. */
  readonly contact: string
  readonly telephone: string
  readonly matter: string
  readonly reference: string | null
  readonly route: Route
  /** Null in a firm's eyes: nobody of the house is named to it. */
  readonly openedBy: UserId | null
  readonly openedAt: Instant
  readonly closedBy: UserId | null
  readonly closedAt: Instant | null
  readonly outcome: string | null
}

export const CASE_FILTERS = ['open', 'closed', 'all'] as const
export type CaseFilter = (typeof CASE_FILTERS)[number]

const CASES = sql`
  select h.number, f.code as firm, about.user_id as about, h.caller, c.name as contact, c.telephone, h.matter, h.reference,
    h.route, opener.user_id as "openedBy", h.opened_at as "openedAt", closer.user_id as "closedBy",
    h.closed_at as "closedAt", h.outcome
  from hotline_case h join participant f on f.id = h.participant_id join participant_contact c on c.id = h.contact_id
    left join account about on about.id = h.account_id left join account opener on opener.id = h.opened_by
    left join account closer on closer.id = h.closed_by`

/** Newest first, of the scope in which it is asked: of every firm at the desk, of a firm those that are its own. */
export function listCases(
  db: ReadDb,
  {
    show,
    before,
    atMost,
  }: { readonly show: CaseFilter; readonly before: number | null; readonly atMost: number },
): Promise<readonly HotlineCase[]> {
  return selectRows(
    db,
    sql<HotlineCase>`${CASES}
    where (${show} = 'all' or (h.closed_at is null) = (${show} = 'open')) and (${before}::int is null or h.number < ${before})
    order by h.number desc limit ${atMost}`,
  )
}

export async function findCase(db: ReadDb, number: number): Promise<HotlineCase | undefined> {
  const [found] = await selectRows(db, sql<HotlineCase>`${CASES} where h.number = ${number}`)
  return found
}
