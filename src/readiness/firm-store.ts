import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import {
  type AccountId,
  type FunctionId,
  type ParticipantId,
  parseUserId,
  type UserId,
} from '../kernel/ids.ts'
import type { AccountStatus, ChannelKind, Role } from '../kernel/vocabulary.ts'

/** People of one firm who are alike by the facts that can matter, and how many they are. */
export interface AlikeRow {
  readonly count: number
  readonly roles: readonly Role[]
  readonly status: AccountStatus
  readonly email: boolean
  readonly credentials: readonly ('password' | ChannelKind)[]
  readonly functions: readonly FunctionId[]
  readonly registered: readonly string[]
  /** Of those whom a programme or a decision names by User ID; else ''. */
  readonly named: UserId | ''
}

/**
 * The same facts as `selectFacts` (store.ts) reads of each, as this firm sees them, counted by the database: ten thousand
 * people are a few dozen rows. In a firm's eyes its people have the roles they have in it, and no others.
 */
export function selectAlike(
  db: ReadDb,
  participant: ParticipantId,
  words: ReadonlySet<string>,
): Promise<readonly AlikeRow[]> {
  const ids = [...words].filter((word) => parseUserId(word) === word)
  return selectRows(
    db,
    sql<AlikeRow>`
    with held as materialized (
      select m.account_id, m.id, m.role from membership m
      where m.participant_id = ${participant}::uuid and m.valid_to is null),
    acting as (select account_id, array_agg(distinct role) as roles from held group by account_id),
    entitled as (
      select held.account_id, array_agg(distinct gf.function_id) as functions
      from held join user_group_member gm on gm.membership_id = held.id and gm.valid_to is null
        join user_group_function gf on gf.user_group_id = gm.user_group_id
      group by held.account_id),
    proven as (
      select c.account_id, array_agg(c.kind order by c.kind) as kinds
      from acting join credential c on c.account_id = acting.account_id and c.valid_to is null
      group by c.account_id),
    registered as (
      select coalesce(array_agg(distinct event_id), '{}') as events from event_registration
      where participant_id = ${participant}::uuid),
    person as (
      select acting.roles, a.status, e.id is not null as email, coalesce(proven.kinds, '{}') as credentials,
        coalesce(entitled.functions, '{}') as functions,
        case when a.user_id = any(${ids}::text[]) then a.user_id else '' end as named
      from acting join account a on a.id = acting.account_id and a.status <> 'removed'
        left join registered_email e on e.account_id = a.id and e.valid_to is null
        left join entitled on entitled.account_id = a.id
        left join proven on proven.account_id = a.id)
    select count(*) as count, roles, status, email, credentials, functions, registered.events as registered, named
    from person cross join registered
    group by roles, status, email, credentials, functions, registered.events, named`,
  )
}

export interface PersonRow {
  readonly id: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly roles: readonly Role[]
}

/** What a list of people may be narrowed to; each is a fact, so that a page of fifty reads no more than it shows. */
export const LACK_FILTERS = ['all', 'no-email', 'not-initiated', 'suspended'] as const
export type LackFilter = (typeof LACK_FILTERS)[number]

const FILTERS: Readonly<Record<LackFilter, string>> = {
  all: 'true',
  'no-email': `a.status = 'active' and not exists (
    select from registered_email e where e.account_id = a.id and e.valid_to is null)`,
  'not-initiated': `a.status = 'active' and (select count(*) filter (where kind = 'password') = 0
    or count(*) filter (where kind <> 'password') = 0 from credential c where c.account_id = a.id and c.valid_to is null)`,
  suspended: `a.status = 'suspended'`,
}

export interface PeopleQuery {
  readonly filter: LackFilter
  /** In User ID or name; '' for all. */
  readonly search: string
  readonly from: { readonly after: string } | { readonly before: string }
  readonly atMost: number
}

/** One page of the firm's people, by User ID. */
export async function selectPeople(
  db: ReadDb,
  participant: ParticipantId,
  { filter, search, from, atMost }: PeopleQuery,
): Promise<readonly PersonRow[]> {
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const back = 'before' in from
  const rows = await selectRows(
    db,
    sql<PersonRow>`
    select a.id, a.user_id as "userId", p.display_name as "displayName", firm.roles
    from (select account_id, array_agg(role order by role) as roles from membership
        where participant_id = ${participant}::uuid and valid_to is null and role <> 'client-connect'
        group by account_id) as firm
      join account a on a.id = firm.account_id join person p on p.id = a.person_id
    where a.status <> 'removed' and ${sql.raw(FILTERS[filter])}
      and ${back ? sql`a.user_id collate "C" < ${from.before}` : sql`a.user_id collate "C" > ${from.after}`}
      and (${search} = '' or a.user_id ilike ${like} or p.display_name ilike ${like})
    order by a.user_id collate "C" ${sql.raw(back ? 'desc' : 'asc')} limit ${atMost}`,
  )
  return back ? rows.toReversed() : rows
}

/** Who can repair the others: the firm's Delegated Administrators and Client Connect users. */
export function selectHelpers(db: ReadDb, participant: ParticipantId): Promise<readonly PersonRow[]> {
  return selectRows(
    db,
    sql<PersonRow>`
    select a.id, a.user_id as "userId", p.display_name as "displayName", array_agg(m.role order by m.role) as roles
    from membership m join account a on a.id = m.account_id join person p on p.id = a.person_id
    where m.participant_id = ${participant}::uuid and m.valid_to is null and m.role <> 'user' and a.status <> 'removed'
    group by a.id, p.id`,
  )
}
