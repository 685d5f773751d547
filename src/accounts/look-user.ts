import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, MembershipId, ParticipantId, PersonId, UserId } from '../kernel/ids.ts'
import type { AccountStatus, Language, Role } from '../kernel/vocabulary.ts'

/** A User ID of a firm as it stands: what a change of it rests on. */
export interface UserSeen {
  readonly accountId: AccountId
  readonly userId: UserId
  readonly personId: PersonId
  readonly displayName: string
  readonly language: Language
  readonly status: AccountStatus
  /** The roles this User ID has in the firm, in force. */
  readonly roles: readonly Role[]
  /** The role `user` in the firm; null where he has none. */
  readonly membershipId: MembershipId | null
  readonly groups: readonly GroupSeen[]
  /** All accounts of the person with the firm, this one among them, and the roles they have there. */
  readonly accounts: readonly AccountId[]
  readonly personRoles: readonly Role[]
  /** Another firm has this User ID too, or this person. */
  readonly actsElsewhere: boolean
  readonly personActsElsewhere: boolean
}

export interface GroupSeen {
  readonly id: string
  readonly name: string
}

interface UserRow extends Omit<UserSeen, 'groups'> {
  readonly group_ids: readonly string[]
  readonly group_names: readonly string[]
}

/** Undefined where the firm has no such User ID in force. */
export async function lookUser(
  db: ReadDb,
  firm: ParticipantId,
  which: { readonly account: AccountId } | { readonly userId: UserId },
): Promise<UserSeen | null> {
  const asked = 'account' in which ? sql`a.id = ${which.account}` : sql`a.user_id = ${which.userId}`
  const [row] = await selectRows(
    db,
    sql<UserRow>`
    with his as (
      select o.id, m.id as membership, m.role
      from account a join account o on o.person_id = a.person_id join membership m on m.account_id = o.id
      where ${asked} and m.participant_id = ${firm} and m.valid_to is null and o.status <> 'removed'),
    grouped as (
      select g.id, g.name from his join user_group_member i on i.membership_id = his.membership and i.valid_to is null
      join user_group g on g.id = i.user_group_id join account a on a.id = his.id
      where ${asked} and his.role = 'user')
    select a.id as "accountId", a.user_id as "userId", p.id as "personId", p.display_name as "displayName", p.language,
      a.status, (select membership from his where his.id = a.id and role = 'user') as "membershipId",
      array(select role from his where his.id = a.id order by role) as roles,
      array(select distinct id from his order by id) as accounts,
      array(select distinct role from his order by role) as "personRoles",
      array(select id from grouped order by name collate "C") as group_ids,
      array(select name from grouped order by name collate "C") as group_names,
      account_acts_elsewhere(a.id, ${firm}) as "actsElsewhere",
      person_acts_elsewhere(p.id, ${firm}) as "personActsElsewhere"
    from account a join person p on p.id = a.person_id
    where ${asked} and exists (select from his where his.id = a.id)`,
  )
  if (row === undefined) return null
  const { group_ids, group_names, ...seen } = row
  return { ...seen, groups: group_ids.map((id, index) => ({ id, name: group_names[index] ?? '' })) }
}

/** Those of the groups that the firm has, by name. */
export async function lookGroups(
  db: ReadDb,
  firm: ParticipantId,
  ids: readonly string[],
): Promise<readonly GroupSeen[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('user_group')
    .select(['id', 'name'])
    .where('participant_id', '=', firm)
    .where('id', 'in', [...ids])
    .where('valid_to', 'is', null)
    .orderBy(sql`name collate "C"`)
    .execute()
}

/** Whether anybody has or ever had it, here or anywhere: a User ID is never reused (P13). */
export async function isUserIdTaken(db: ReadDb, userId: UserId): Promise<boolean> {
  const [row] = await selectRows(db, sql<{ taken: boolean }>`select user_id_is_taken(${userId}) as taken`)
  return row?.taken ?? true
}
