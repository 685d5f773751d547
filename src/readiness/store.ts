import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, BudgetKey, FunctionId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccountStatus, ChannelKind } from '../kernel/vocabulary.ts'

export interface MemberRow {
  readonly code: string | null
  readonly name_en: string | null
  readonly name_zh: string | null
  readonly id: AccountId
  readonly user_id: UserId
  readonly roles: readonly string[]
}

/** To be called before anything else in the transaction. A cursor is asked for all of its rows, not for the first. */
export async function takePicture(db: ReadDb): Promise<void> {
  await selectRows(db, sql`set transaction isolation level repeatable read`)
  await selectRows(db, sql`set local cursor_tuple_fraction = 1`)
}

/** About how many rows there will be, for the progress line: removed accounts and second roles are in it. */
export async function estimateMembers(db: ReadDb, roles: readonly string[]): Promise<number> {
  const [row] = await selectRows(
    db,
    sql<{ total: number }>`
    select count(*) as total from membership m where m.valid_to is null and m.role = any(${shown(roles)}::text[])`,
  )
  return row?.total ?? 0
}

function shown(roles: readonly string[]): readonly string[] {
  return [...roles, 'client-connect']
}

/**
 * Fetches page after page; an empty one is the end. In each firm those who can repair come before the others. Who is
 * removed is gone: his ID is never used again.
 */
export async function openMembers(
  db: ReadDb,
  roles: readonly string[],
  pageSize: number,
): Promise<() => Promise<readonly MemberRow[]>> {
  await selectRows(
    db,
    sql`
    declare members no scroll cursor for
    select p.code, p.name_en, p.name_zh, a.id, a.user_id, array_agg(m.role order by m.role) as roles
    from membership m join account a on a.id = m.account_id left join participant p on p.id = m.participant_id
    where m.valid_to is null and a.status <> 'removed' and m.role = any(${shown(roles)}::text[])
    group by p.id, a.id
    order by p.code collate "C" nulls last,
      min(case when m.role = 'client-connect' then 0 when m.role like 'da-%' then 1 else 2 end),
      a.user_id collate "C"`,
  )
  return () => selectRows(db, sql<MemberRow>`fetch ${sql.lit(pageSize)} from members`)
}

export interface FactsRow {
  readonly id: AccountId
  readonly status: AccountStatus
  readonly email: boolean
  readonly credentials: readonly ('password' | ChannelKind)[]
  readonly roles: readonly string[]
  readonly participants: readonly string[]
  readonly first_firm: string | null
  readonly functions: readonly FunctionId[]
  readonly registered_for: readonly string[]
}

/** The same facts as `find-holder.ts` reads of one, of many; `roles` are those that make a membership count. */
export function selectFacts(
  db: ReadDb,
  accounts: readonly AccountId[],
  roles: readonly string[],
): Promise<readonly FactsRow[]> {
  return selectRows(
    db,
    sql<FactsRow>`
    with page as materialized (select distinct id from unnest(${accounts}::uuid[]) as id),
    held as materialized (
      select m.account_id, m.id, m.role, m.participant_id, f.code
      from page join membership m on m.account_id = page.id and m.valid_to is null
      left join participant f on f.id = m.participant_id),
    acting as (
      select account_id, array_agg(distinct role) as roles,
        coalesce(array_agg(distinct code) filter (where code is not null), '{}') as participants,
        min(code collate "C") filter (where role = any(${roles}::text[])) as first_firm
      from held group by account_id),
    entitled as (
      select held.account_id, array_agg(distinct gf.function_id) as functions
      from held join user_group_member gm on gm.membership_id = held.id and gm.valid_to is null
      join user_group_function gf on gf.user_group_id = gm.user_group_id
      group by held.account_id),
    registered as (
      select held.account_id, array_agg(distinct r.event_id) as events
      from held join event_registration r on r.participant_id = held.participant_id and r.valid_to is null
      group by held.account_id),
    proven as (
      select c.account_id, array_agg(c.kind) as kinds
      from page join credential c on c.account_id = page.id and c.valid_to is null
      group by c.account_id)
    select a.id, a.status, e.id is not null as email, coalesce(proven.kinds, '{}') as credentials,
      coalesce(acting.roles, '{}') as roles, coalesce(acting.participants, '{}') as participants, acting.first_firm,
      coalesce(entitled.functions, '{}') as functions, coalesce(registered.events, '{}') as registered_for
    from page join account a on a.id = page.id
    left join registered_email e on e.account_id = a.id and e.valid_to is null
    left join acting on acting.account_id = a.id
    left join entitled on entitled.account_id = a.id
    left join registered on registered.account_id = a.id
    left join proven on proven.account_id = a.id`,
  )
}

/** Those of them who hold a card in force that has not run out by then. */
export async function selectCardHolders(
  db: ReadDb,
  accounts: readonly AccountId[],
  at: Instant,
): Promise<ReadonlySet<AccountId>> {
  const rows = await selectRows(
    db,
    sql<{ id: AccountId }>`
    select account_id as id from smartcard
    where account_id = any(${accounts}::uuid[]) and valid_to is null and not_after > ${at}`,
  )
  return new Set(rows.map(({ id }) => id))
}

export async function isAnybodyLocked(db: ReadDb, at: Instant): Promise<boolean> {
  const found = await db
    .selectFrom('attempt_budget')
    .select('lane')
    .where('lane', '=', 'logon')
    .where('locked_until', '>', at)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export function selectLocks(
  db: ReadDb,
  keys: readonly BudgetKey[],
  at: Instant,
): Promise<readonly { readonly key: BudgetKey; readonly locked_until: Instant }[]> {
  return selectRows(
    db,
    sql<{ key: BudgetKey; locked_until: Instant }>`
    select encode(b.key, 'hex') as key, b.locked_until
    from unnest(${keys}::text[]) as wanted join attempt_budget b on b.key = decode(wanted, 'hex') and b.lane = 'logon'
    where b.locked_until > ${at}`,
  )
}
