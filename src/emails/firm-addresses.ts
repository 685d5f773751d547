import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccountStatus, Role } from '../kernel/vocabulary.ts'
import type { AddressState } from './rules/address-state.ts'

/** One User ID of a firm with the address mail goes to, and whether it arrives. */
export interface FirmAddress {
  readonly accountId: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly status: AccountStatus
  readonly roles: readonly Role[]
  readonly address: string | null
  readonly since: Instant | null
  readonly state: AddressState
  /** When the mail was queued, or taken by the server. */
  readonly mailAt: Instant | null
  /** The mail system's words. */
  readonly answer: string | null
  /** Another User ID of the firm has the same address. */
  readonly shared: boolean
}

/** Which rows of the list are shown. `no-address` is of users alone: a DA's address goes another way (F1.18). */
export const ADDRESS_FILTERS = ['all', 'no-address', 'refused', 'shared', 'untested'] as const
export type AddressFilter = (typeof ADDRESS_FILTERS)[number]

const FILTERS: Readonly<Record<AddressFilter, string>> = {
  all: 'true',
  'no-address': "state = 'none'",
  refused: "state in ('refused', 'bounced', 'lapsed')",
  shared: 'shared',
  untested: "state in ('untested', 'waiting')",
}

const COLUMNS = `id as "accountId", user_id as "userId", display_name as "displayName", status, roles, address, since, state,
  mail_at as "mailAt", answer, shared`

export interface AddressQuery {
  readonly filter: AddressFilter
  /** In User ID, name or address, in any case; '' for all. */
  readonly search: string
  readonly from: { readonly after: string } | { readonly before: string }
  readonly atMost: number
}

/** One page of the addresses of the firm in whose scope it is asked, by User ID. */
export async function listAddresses(
  db: ReadDb,
  { filter, search, from, atMost }: AddressQuery,
): Promise<readonly FirmAddress[]> {
  const back = 'before' in from
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await selectRows(
    db,
    sql<FirmAddress>`
    select ${sql.raw(COLUMNS)} from firm_address
    where ${back ? sql`user_id collate "C" < ${from.before}` : sql`user_id collate "C" > ${from.after}`}
      and ${sql.raw(FILTERS[filter])}
      and (${search} = '' or user_id ilike ${like} or display_name ilike ${like} or address ilike ${like})
    order by user_id collate "C" ${sql.raw(back ? 'desc' : 'asc')} limit ${atMost}`,
  )
  return back ? rows.toReversed() : rows
}

/** One User ID of the firm; undefined for another firm's, as for none. */
export async function findAddress(db: ReadDb, userId: UserId): Promise<FirmAddress | undefined> {
  const [found] = await selectRows(
    db,
    sql<FirmAddress>`select ${sql.raw(COLUMNS)} from firm_address where user_id = ${userId}`,
  )
  return found
}

export interface AddressFigures {
  readonly refused: number
  readonly untested: number
  readonly shared: number
}

export async function addressFigures(db: ReadDb): Promise<AddressFigures> {
  const [figures] = await selectRows(
    db,
    sql<AddressFigures>`
    select count(*) filter (where state in ('refused', 'bounced', 'lapsed')) as refused,
      count(*) filter (where state in ('untested', 'waiting')) as untested, count(*) filter (where shared) as shared
    from firm_mail()`,
  )
  if (figures === undefined) throw new Error('a count without a row')
  return figures
}
