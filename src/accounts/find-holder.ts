import { type RawBuilder, sql } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, BudgetKey, CredentialId, FunctionId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccountStatus, ChannelKind, Language, Role } from '../kernel/vocabulary.ts'

/** An account with everything a logon or an initiation has to know of it, as in force now. */
export interface Holder {
  readonly accountId: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly language: Language
  readonly status: AccountStatus
  readonly roles: readonly Role[]
  readonly participants: readonly {
    readonly id: ParticipantId
    readonly code: string
    readonly nameEn: string
    readonly nameZh: string
    /** CIDR; its people are let in from these alone. None: from anywhere. */
    readonly networks: readonly string[]
  }[]
  readonly email: string | null
  readonly functions: readonly FunctionId[]
  readonly registeredFor: readonly string[]
  readonly lockedUntil: Instant | null
  readonly password: {
    readonly id: CredentialId
    readonly sealed: Buffer
    readonly since: Instant
  } | null
  readonly channels: readonly Channel[]
}

/** `sealed` holds an authenticator app's secret; the email channel keeps none. */
export interface Channel {
  readonly kind: ChannelKind
  readonly id: CredentialId
  readonly sealed: Buffer | null
  readonly since: Instant
}

/** One of a person's memberships in force, with whose it is in each; without any there is one, of nulls. */
interface HolderRow {
  readonly id: AccountId
  readonly user_id: UserId
  readonly display_name: string
  readonly language: Language
  readonly status: AccountStatus
  readonly email: string | null
  readonly locked_until: Instant | null
  readonly credentials: readonly CredentialColumns[]
  readonly role: Role | null
  readonly participant_id: ParticipantId | null
  readonly code: string
  readonly name_en: string
  readonly name_zh: string
  readonly networks: readonly string[]
  readonly functions: readonly FunctionId[]
  readonly registered_for: readonly string[]
}

/** Bytes as hexadecimal digits, instants as PostgreSQL writes them: an array has one type. */
type CredentialColumns = readonly [
  kind: 'password' | ChannelKind,
  id: CredentialId,
  sealed: string | null,
  since: string,
]

/**
 * By User ID or by account id; `budget` names the account's logon budget, whose lock is one of the facts. A role given for a
 * while is his until its last instant, whenever its row is closed (end-cover.ts).
 */
export type Wanted = AsOf &
  ({ readonly userId: UserId | undefined } | { readonly accountId: AccountId | null })

interface AsOf {
  readonly budget: BudgetKey
  readonly at: Instant
}

/** One statement whether or not there is such an account; undefined where there is none. */
export async function findHolder(db: ReadDb, wanted: Wanted): Promise<Holder | undefined> {
  const { budget, at } = wanted
  const { rows } =
    'userId' in wanted
      ? await holderByUserId(db, { userId: wanted.userId ?? null, budget, at })
      : await holderByAccount(db, { accountId: wanted.accountId, budget, at })
  return holderOf(rows)
}

const holderByUserId = prepared((_, { userId, budget, at }: AsOf & { readonly userId: UserId | null }) =>
  holderWhere({ budget, at }, sql`a.user_id = ${userId}`),
)

const holderByAccount = prepared(
  (_, { accountId, budget, at }: AsOf & { readonly accountId: AccountId | null }) =>
    holderWhere({ budget, at }, sql`a.id = ${accountId}::uuid`),
)

/**
 * Twelve tables in one statement, twice a logon: what it costs is less the looking up than the starting of its plan. So it
 * has no aggregate, no DISTINCT and no JSON; what can be told twice is told once by `holderOf`.
 */
function holderWhere({ budget, at }: AsOf, which: RawBuilder<unknown>) {
  return sql<HolderRow>`
    select a.id, a.user_id, p.display_name, p.language, a.status,
      (select e.address from registered_email e where e.account_id = a.id and e.valid_to is null) as email,
      (select b.locked_until from attempt_budget b
        where b.key = decode(${budget}, 'hex') and b.lane = 'logon') as locked_until,
      array(select array[c.kind, c.id::text, encode(c.sealed, 'hex'), c.valid_from::text]
        from credential c where c.account_id = a.id and c.valid_to is null) as credentials,
      m.role, f.id as participant_id, f.code, f.name_en, f.name_zh,
      array(select n.network::text from participant_network n
        where n.participant_id = f.id and n.valid_to is null) as networks,
      array(select gf.function_id from user_group_member gm join user_group_function gf on gf.user_group_id = gm.user_group_id
        where gm.membership_id = m.id and gm.valid_to is null) as functions,
      array(select r.event_id from event_registration r where r.participant_id = m.participant_id
        and r.valid_to is null) as registered_for
    from account a join person p on p.id = a.person_id
      left join membership m on m.account_id = a.id and m.valid_to is null and (m.ends_at is null or m.ends_at > ${at})
      left join participant f on f.id = m.participant_id
    where ${which}`
}

function holderOf(rows: readonly HolderRow[]): Holder | undefined {
  const [row] = rows
  if (row === undefined) return undefined
  const password = row.credentials.map(passwordOf).find((found) => found !== null)
  const participants = new Map(rows.map((of) => [of.participant_id, of]))
  return {
    accountId: row.id,
    userId: row.user_id,
    displayName: row.display_name,
    language: row.language,
    status: row.status,
    roles: distinct(rows.flatMap(({ role }) => role ?? [])),
    participants: [...participants.values()].flatMap(participantOf),
    email: row.email,
    functions: distinct(rows.flatMap(({ functions }) => functions)),
    registeredFor: distinct(rows.flatMap(({ registered_for }) => registered_for)),
    lockedUntil: row.locked_until,
    password: password ?? null,
    // The app first: it is the stronger of the two (security.md §0.1: email is no second factor for NIST).
    channels: row.credentials.flatMap(channelOf).sort((a, b) => a.kind.localeCompare(b.kind)),
  }
}

function distinct<T extends string>(all: readonly T[]): readonly T[] {
  return [...new Set(all)].sort()
}

function participantOf(row: HolderRow): Holder['participants'] {
  const { participant_id: id, code, name_en: nameEn, name_zh: nameZh, networks } = row
  return id === null ? [] : [{ id, code, nameEn, nameZh, networks }]
}

function passwordOf([kind, id, sealed, since]: CredentialColumns): Holder['password'] {
  if (kind !== 'password' || sealed === null) return null
  return { id, sealed: Buffer.from(sealed, 'hex'), since: Temporal.Instant.from(since) }
}

function channelOf([kind, id, sealed, since]: CredentialColumns): readonly Channel[] {
  if (kind === 'password') return []
  const secret = sealed === null ? null : Buffer.from(sealed, 'hex')
  return [{ kind, id, sealed: secret, since: Temporal.Instant.from(since) }]
}
