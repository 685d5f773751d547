import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, UserId } from '../kernel/ids.ts'
import type { AccountStatus, ChannelKind, Language, Role } from '../kernel/vocabulary.ts'
import { USER_FILTERS, type UserFilter, type UserSort, type UsersWanted } from './users-wanted.ts'

/** One person of a firm, as its lists show him. */
export interface ListedUser {
  readonly id: AccountId
  readonly user_id: UserId
  readonly display_name: string
  readonly language: Language
  /** Removed: gone from this firm, whatever he is elsewhere. */
  readonly status: AccountStatus
  readonly roles: readonly Role[]
  readonly email: string | null
  readonly initiated: boolean
  readonly channels: readonly ChannelKind[]
}

export type UserCounts = Readonly<Record<UserFilter, number>>

export interface UsersPage {
  readonly rows: readonly ListedUser[]
  readonly isMoreBefore: boolean
  readonly isMoreAfter: boolean
  /** How many each filter shows of those who match the search. */
  readonly counts: UserCounts
}

/**
 * Those of the firm's people who match the search. Even a huge firm's are some thousands: they are gone through whole, so
 * that a search finds the middle of a name and each filter tells its number (ADR 23).
 */
function peopleFound(search: string): RawBuilder<unknown> {
  const found = (text: RawBuilder<unknown>) => sql`position(lower(${search}::text) in lower(${text})) > 0`
  return sql`
    people as materialized (
      select *, 'password' = any(kinds) and cardinality(kinds) > 1 as initiated from firm_person
      where ${search}::text = '' or ${found(sql`user_id`)} or ${found(sql`display_name`)} or ${found(sql`email`)})`
}

/** What each filter shows, as one table. */
const SHOWN: Readonly<Record<UserFilter, RawBuilder<unknown>>> = {
  present: sql`status <> 'removed'`,
  'no-email': sql`status <> 'removed' and email is null`,
  'not-initiated': sql`status <> 'removed' and not initiated`,
  suspended: sql`status = 'suspended'`,
  removed: sql`status = 'removed'`,
  disabled: sql`status <> 'active'`,
}

const KEY: Readonly<Record<UserSort, RawBuilder<unknown>>> = {
  'user-id': sql`(user_id collate "C")`,
  name: sql`(lower(display_name) collate "C", user_id collate "C")`,
}

/** A page of the people of the firm in whose scope it is asked, at most `limit`, and how many there are of each kind. */
export async function selectUsers(db: ReadDb, wanted: UsersWanted, limit: number): Promise<UsersPage> {
  const { search, filter, from } = wanted
  const isBackward = from?.side === 'before'
  const rows = await selectRows(
    db,
    sql<ListedRow>`
    with ${peopleFound(search)},
    counted as (select jsonb_build_object(${counts()}) as counts from people),
    page as (
      select * from people where ${SHOWN[filter]} and ${beyond(wanted)}
      order by ${inOrder(wanted.sort, isBackward)} limit ${limit + 1})
    select counted.counts, id, user_id, display_name, language, status, roles, email, initiated, kinds
    from counted left join page on true order by ${inOrder(wanted.sort, isBackward)}`,
  )
  const listed = rows.filter((row) => row.id !== null).map(userOf)
  const kept = listed.slice(0, limit)
  const isMore = listed.length > limit
  return {
    rows: isBackward ? kept.toReversed() : kept,
    isMoreBefore: isBackward ? isMore : from !== null,
    isMoreAfter: isBackward || isMore,
    counts: countsShape.parse(JSON.parse(rows[0]?.counts ?? '{}')),
  }
}

/** Keyset: a page begins at a person, wherever he is by now; where he is gone, there is none. */
function beyond({ sort, from }: UsersWanted): RawBuilder<unknown> {
  if (from === null) return sql`true`
  const side = from.side === 'after' ? sql`>` : sql`<`
  return sql`${KEY[sort]} ${side} (select ${COLUMNS[sort]} from people where user_id = ${from.userId})`
}

const COLUMNS: Readonly<Record<UserSort, RawBuilder<unknown>>> = {
  'user-id': sql`user_id collate "C"`,
  name: sql`lower(display_name) collate "C", user_id collate "C"`,
}

function inOrder(sort: UserSort, isBackward: boolean): RawBuilder<unknown> {
  const way = isBackward ? sql`desc` : sql`asc`
  const byUserId = sql`user_id collate "C" ${way}`
  return sort === 'name' ? sql`lower(display_name) collate "C" ${way}, ${byUserId}` : byUserId
}

const countsShape = z.record(z.enum(USER_FILTERS), z.number())

function counts(): RawBuilder<unknown> {
  const one = ([filter, shown]: [string, RawBuilder<unknown>]) =>
    sql`${sql.lit(filter)}, count(*) filter (where ${shown})`
  return sql.join(Object.entries(SHOWN).map(one))
}

interface ListedRow extends Omit<ListedUser, 'channels'> {
  readonly counts: string
  readonly kinds: readonly ('password' | ChannelKind)[]
}

function userOf({ kinds, ...row }: ListedRow): ListedUser {
  const { id, user_id, display_name, language, status, roles, email, initiated } = row
  const channels = kinds.filter((kind) => kind !== 'password')
  return { id, user_id, display_name, language, status, roles, email, initiated, channels }
}
