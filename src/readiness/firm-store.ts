import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import {
  type AccountId,
  type FunctionId,
  type ParticipantId,
  parseUserId,
  type UserId,
} from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccountStatus, ChannelKind, Role } from '../kernel/vocabulary.ts'

/** People of one firm who are alike by the facts that can matter, and how many they are. */
export interface AlikeRow {
  readonly count: number
  readonly roles: readonly Role[]
  readonly status: AccountStatus
  readonly email: boolean
  readonly card: boolean
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
  cardsAt: Instant,
): Promise<readonly AlikeRow[]> {
  const ids = [...words].filter((word) => parseUserId(word) === word)
  return selectRows(
    db,
    sql<AlikeRow>`
    with registered as (
      select coalesce(array_agg(distinct event_id), '{}') as events from event_registration
      where participant_id = ${participant}::uuid and valid_to is null),
    person as (
      select roles, status, email, card, kinds as credentials, functions,
        case when user_id = any(${ids}::text[]) then user_id else '' end as named
      from firm_standing_by_card(${cardsAt}))
    select count(*) as count, roles, status, email, card, credentials, functions, registered.events as registered, named
    from person cross join registered
    group by roles, status, email, card, credentials, functions, registered.events, named`,
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
  'no-email': "status = 'active' and email is null",
  'not-initiated': "status = 'active' and not ('password' = any(kinds) and cardinality(kinds) > 1)",
  suspended: "status = 'suspended'",
}

export interface PeopleQuery {
  readonly filter: LackFilter
  /** In User ID or name; '' for all. */
  readonly search: string
  readonly from: { readonly after: string } | { readonly before: string }
  readonly atMost: number
}

/** One page of the people of the firm in whose scope it is asked, by User ID. Client Connect users are outside the programme. */
export async function selectPeople(
  db: ReadDb,
  { filter, search, from, atMost }: PeopleQuery,
): Promise<readonly PersonRow[]> {
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const back = 'before' in from
  const rows = await selectRows(
    db,
    sql<PersonRow>`
    select id, user_id as "userId", display_name as "displayName", roles from firm_person
    where status <> 'removed' and roles <> '{client-connect}' and ${sql.raw(FILTERS[filter])}
      and ${back ? sql`user_id collate "C" < ${from.before}` : sql`user_id collate "C" > ${from.after}`}
      and (${search} = '' or user_id ilike ${like} or display_name ilike ${like})
    order by user_id collate "C" ${sql.raw(back ? 'desc' : 'asc')} limit ${atMost}`,
  )
  return back ? rows.toReversed() : rows
}

/** Those of them whom another firm has too: a firm's own rows don't tell. */
export async function selectOfSeveral(
  db: ReadDb,
  participant: ParticipantId,
  accounts: readonly AccountId[],
): Promise<ReadonlySet<AccountId>> {
  const rows = await selectRows(
    db,
    sql<{ id: AccountId }>`
    select id from unnest(${accounts}::uuid[]) as id where account_acts_elsewhere(id, ${participant}::uuid)`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Who can repair the others: the firm's Delegated Administrators and Client Connect users. */
export function selectHelpers(db: ReadDb, participant: ParticipantId): Promise<readonly PersonRow[]> {
  return selectRows(
    db,
    sql<PersonRow>`
    select a.id, a.user_id as "userId", p.display_name as "displayName",
      array(select r.role from membership r
        where r.account_id = a.id and r.participant_id = ${participant}::uuid and r.valid_to is null order by r.role) as roles
    from membership m join account a on a.id = m.account_id join person p on p.id = a.person_id
    where m.participant_id = ${participant}::uuid and m.role <> 'user' and m.valid_to is null and a.status <> 'removed'
    group by a.id, p.id`,
  )
}
