import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, FunctionId, ParticipantId, PersonId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccountStatus, ChannelKind, Language, Role } from '../kernel/vocabulary.ts'

/** One User ID of a firm with everything its Delegated Administrators may see of it. */
export interface UserProfile {
  readonly id: AccountId
  readonly personId: PersonId
  readonly userId: UserId
  readonly displayName: string
  readonly language: Language
  /** Removed: gone from this firm, whatever he is elsewhere. */
  readonly status: AccountStatus
  readonly roles: readonly Role[]
  readonly since: Instant
  /** When the last of his roles here ended; null while he has one. */
  readonly until: Instant | null
  readonly email: { readonly address: string; readonly since: Instant } | null
  readonly passwordSince: Instant | null
  readonly channels: readonly { readonly kind: ChannelKind; readonly since: Instant }[]
  readonly groups: readonly {
    readonly id: string
    readonly name: string
    readonly functions: readonly FunctionId[]
  }[]
  /** Other User IDs of the same person with this firm. */
  readonly otherIds: readonly UserId[]
  readonly lastLogon: Instant | null
}

interface ProfileRow {
  id: AccountId
  person_id: PersonId
  user_id: UserId
  display_name: string
  language: Language
  account_status: AccountStatus
  roles: Role[] | null
  since: Instant
  until: Instant | null
  address: string | null
  email_since: Instant | null
  other_ids: UserId[]
  last_logon: Instant | null
}

/** Undefined for whoever never was one of this firm: for it, he does not exist. */
export async function readUser(
  db: ReadDb,
  participant: ParticipantId,
  userId: UserId,
): Promise<UserProfile | undefined> {
  const [row] = await selectRows(db, profile(participant, userId))
  if (row === undefined) return undefined
  const isPresent = row.roles !== null
  const credentials = isPresent ? await selectCredentials(db, row.id) : []
  return {
    id: row.id,
    personId: row.person_id,
    userId: row.user_id,
    displayName: row.display_name,
    language: row.language,
    status: isPresent ? row.account_status : 'removed',
    roles: row.roles ?? [],
    since: row.since,
    until: isPresent ? null : row.until,
    email:
      row.address === null || row.email_since === null
        ? null
        : { address: row.address, since: row.email_since },
    passwordSince: credentials.find(({ kind }) => kind === 'password')?.since ?? null,
    channels: credentials.flatMap(({ kind, since }) => (kind === 'password' ? [] : [{ kind, since }])),
    groups: isPresent ? await selectGroupsOf(db, participant, row.id) : [],
    otherIds: row.other_ids,
    lastLogon: row.last_logon,
  }
}

/** Of who has left, the firm sees what he was here, and nothing of what he may be elsewhere. */
function profile(participant: ParticipantId, userId: UserId) {
  return sql<ProfileRow>`
    select a.id, a.person_id, a.user_id, p.display_name, p.language, a.status as account_status, held.roles,
      held.since, held.until, e.address, e.valid_from as email_since, last.at as last_logon,
      array(select distinct o.user_id from account o join membership m on m.account_id = o.id
        where o.person_id = a.person_id and o.id <> a.id and m.participant_id = ${participant} and m.valid_to is null
        order by o.user_id) as other_ids
    from account a join person p on p.id = a.person_id
    join lateral (
      select array_agg(m.role order by m.role) filter (where m.valid_to is null) as roles,
        min(m.valid_from) as since, max(m.valid_to) as until
      from membership m where m.account_id = a.id and m.participant_id = ${participant}
      having count(*) > 0) as held on true
    left join registered_email e on e.account_id = a.id and e.valid_to is null and held.roles is not null
    left join lateral (
      select v.at from audit_event v where v.account_id = a.id and v.kind = 'logon.completed' and held.roles is not null
      order by v.at desc limit 1) as last on true
    where a.user_id = ${userId}`
}

function selectCredentials(db: ReadDb, account: AccountId) {
  return db
    .selectFrom('credential')
    .select(['kind', 'valid_from as since'])
    .where('account_id', '=', account)
    .where('valid_to', 'is', null)
    .orderBy('kind')
    .execute()
}

function selectGroupsOf(db: ReadDb, participant: ParticipantId, account: AccountId) {
  return selectRows(
    db,
    sql<UserProfile['groups'][number]>`
    select g.id, g.name,
      array(select f.function_id from user_group_function f where f.user_group_id = g.id order by 1) as functions
    from user_group g
    where g.participant_id = ${participant} and exists (
      select from membership m join user_group_member i on i.membership_id = m.id and i.valid_to is null
      where m.account_id = ${account} and m.participant_id = ${participant} and m.valid_to is null
        and i.user_group_id = g.id)
    order by g.name collate "C"`,
  )
}
