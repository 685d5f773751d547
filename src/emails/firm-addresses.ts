import { type RawBuilder, sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, ParticipantId, UserId } from '../kernel/ids.ts'
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
  refused: "state in ('refused', 'lapsed')",
  shared: 'shared',
  untested: "state in ('untested', 'waiting')",
}

/** Each User ID of the firm once. Word to a former address says nothing of the one in force. */
const addresses = (participant: ParticipantId): RawBuilder<unknown> => sql`
  firm as materialized (
    select a.id, a.user_id, a.status, a.person_id, array_agg(m.role order by m.role) as roles
    from membership m join account a on a.id = m.account_id
    where m.participant_id = ${participant}::uuid and m.valid_to is null and a.status <> 'removed'
    group by a.id),
  held as materialized (
    select firm.id as account_id, e.id, e.address, e.valid_from,
      count(*) over (partition by lower(e.address)) > 1 as shared
    from firm join registered_email e on e.account_id = firm.id and e.valid_to is null),
  firm_address as (
    select firm.id as "accountId", firm.user_id as "userId", firm.status, firm.roles, firm.person_id,
      held.address, held.valid_from as since, coalesce(held.shared, false) as shared, mail.last_answer as answer,
      coalesce(mail.sent_at, mail.created_at) as "mailAt",
      case when held.id is null then 'none'
        when exists (select from address_letter l where l.registered_email_id = held.id and l.kind = 'address-test')
          or mail.state = 'queued' then 'waiting'
        when mail.state = 'failed' then 'refused'
        else coalesce(mail.state, 'untested') end as state
    from firm left join held on held.account_id = firm.id
      left join lateral (
        select o.state, o.sent_at, o.created_at, o.last_answer from outbox_mail o
        where o.account_id = held.account_id and o.created_at >= held.valid_from and o.kind <> 'address-replaced'
        order by o.created_at desc limit 1) as mail on true)`

export interface AddressQuery {
  readonly filter: AddressFilter
  /** In User ID, name or address, in any case; '' for all. */
  readonly search: string
  readonly from: { readonly after: string } | { readonly before: string }
  readonly atMost: number
}

/** One page of the firm's addresses, by User ID. */
export async function listAddresses(
  db: ReadDb,
  participant: ParticipantId,
  { filter, search, from, atMost }: AddressQuery,
): Promise<readonly FirmAddress[]> {
  const back = 'before' in from
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await selectRows(
    db,
    sql<FirmAddress>`
    with ${addresses(participant)}
    select "accountId", "userId", p.display_name as "displayName", status, roles, address, since, state, "mailAt", answer, shared
    from firm_address join person p on p.id = person_id
    where ${back ? sql`"userId" collate "C" < ${from.before}` : sql`"userId" collate "C" > ${from.after}`}
      and ${sql.raw(FILTERS[filter])}
      and (${search} = '' or "userId" ilike ${like} or display_name ilike ${like} or address ilike ${like})
    order by "userId" collate "C" ${sql.raw(back ? 'desc' : 'asc')} limit ${atMost}`,
  )
  return back ? rows.toReversed() : rows
}

/** One User ID of the firm; undefined for another firm's, as for none. */
export async function findAddress(
  db: ReadDb,
  participant: ParticipantId,
  userId: UserId,
): Promise<FirmAddress | undefined> {
  const [found] = await selectRows(
    db,
    sql<FirmAddress>`
    with ${addresses(participant)}
    select "accountId", "userId", p.display_name as "displayName", status, roles, address, since, state, "mailAt", answer, shared
    from firm_address join person p on p.id = person_id where "userId" = ${userId}`,
  )
  return found
}

export interface AddressFigures {
  readonly all: number
  readonly usersWithoutAddress: number
  /** Delegated Administrators and Client Connect users: not kept in DMS. */
  readonly othersWithoutAddress: number
  readonly refused: number
  readonly untested: number
  readonly shared: number
}

export async function addressFigures(db: ReadDb, participant: ParticipantId): Promise<AddressFigures> {
  const [figures] = await selectRows(
    db,
    sql<AddressFigures>`
    with ${addresses(participant)}
    select count(*) as all,
      count(*) filter (where state = 'none' and roles = '{user}' and status = 'active') as "usersWithoutAddress",
      count(*) filter (where state = 'none' and roles <> '{user}' and status = 'active') as "othersWithoutAddress",
      count(*) filter (where state in ('refused', 'lapsed')) as refused,
      count(*) filter (where state in ('untested', 'waiting')) as untested,
      count(*) filter (where shared) as shared
    from firm_address`,
  )
  if (figures === undefined) throw new Error('a count without a row')
  return figures
}
