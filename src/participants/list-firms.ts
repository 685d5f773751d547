import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Administration, type Warning, warningsOf } from './rules/warnings.ts'

/** A firm as the desk lists it. */
export interface ListedFirm extends Administration {
  readonly id: ParticipantId
  readonly code: string
  readonly nameEn: string
  readonly nameZh: string
  readonly warnings: readonly Warning[]
}

/** `at-risk`: with a warning; `alone`: under single control. */
export const FIRM_FILTERS = ['every', 'at-risk', 'alone'] as const
export type FirmFilter = (typeof FIRM_FILTERS)[number]

export interface FirmsWanted {
  /** Part of a code or a name, in any case; empty: every firm. */
  readonly search: string
  readonly filter: FirmFilter
  /** The page behind this code; empty: the first. */
  readonly after: string
}

export interface FirmsFound {
  readonly rows: readonly ListedFirm[]
  readonly hasMore: boolean
  /** Of those that match the search. */
  readonly counts: Readonly<Record<FirmFilter, number>>
}

/**
 * Firms by code. They are some hundreds, each with a handful of administrators: all are read, and one rule says what is
 * wrong with each (rules/warnings.ts), for the list as for the page of a firm.
 */
export async function listFirms(
  db: ReadDb,
  { search, filter, after }: FirmsWanted,
  atMost: number,
  at: Instant,
): Promise<FirmsFound> {
  const sought = search.toLowerCase()
  const matching = (await readFirms(db, at)).filter(({ code, nameEn, nameZh }) =>
    [code, nameEn, nameZh].some((text) => text.toLowerCase().includes(sought)),
  )
  const rows = matching.filter((firm) => PASSES[filter](firm) && firm.code > after)
  const count = (name: FirmFilter) => matching.filter(PASSES[name]).length
  return {
    rows: rows.slice(0, atMost),
    hasMore: rows.length > atMost,
    counts: { every: count('every'), 'at-risk': count('at-risk'), alone: count('alone') },
  }
}

const PASSES: Readonly<Record<FirmFilter, (firm: ListedFirm) => boolean>> = {
  every: () => true,
  'at-risk': ({ warnings }) => warnings.length > 0,
  alone: ({ singleControl }) => singleControl,
}

/** Undefined where no firm has this code. */
export async function findListedFirm(db: ReadDb, code: string, at: Instant): Promise<ListedFirm | undefined> {
  const [firm] = await readFirms(db, at, code)
  return firm
}

async function readFirms(db: ReadDb, at: Instant, code?: string): Promise<readonly ListedFirm[]> {
  const rows = await selectRows(
    db,
    sql<Omit<ListedFirm, 'warnings'>>`
    with da as (
      select m.participant_id as firm, m.role, a.status = 'active' as active, lower(e.address) as address,
        exists (select from credential c where c.account_id = a.id and c.kind = 'password' and c.valid_to is null)
          and exists (select from credential c where c.account_id = a.id and c.kind <> 'password' and c.valid_to is null)
          as initiated
      from membership m join account a on a.id = m.account_id
        left join registered_email e on e.account_id = a.id and e.valid_to is null
      where m.role like 'da-%' and m.valid_to is null and (m.ends_at is null or m.ends_at > ${at})
        and a.status <> 'removed')
    select p.id, p.code, p.name_en as "nameEn", p.name_zh as "nameZh", p.single_control as "singleControl",
      count(*) filter (where active and role in ('da-maker', 'da-single'))::int as makers,
      count(*) filter (where active and role in ('da-checker', 'da-single'))::int as checkers,
      count(*) filter (where active and initiated)::int as "ableToLogOn",
      count(*) filter (where role is not null and address is null)::int as "withoutEmail",
      coalesce(array_agg(address) filter (where role = 'da-maker')
        && array_agg(address) filter (where role = 'da-checker'), false) as "sharesAddress"
    from participant p left join da on da.firm = p.id
    where ${code === undefined ? sql`true` : sql`p.code = ${code}`}
    group by p.id order by p.code collate "C"`,
  )
  return rows.map((row) => ({ ...row, warnings: warningsOf(row) }))
}
