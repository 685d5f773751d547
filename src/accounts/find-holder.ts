import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
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

interface HolderRow {
  id: AccountId
  user_id: UserId
  display_name: string
  language: Language
  status: AccountStatus
  roles: Role[]
  participants: string
  email: string | null
  functions: FunctionId[]
  registered_for: string[]
  locked_until: Instant | null
  credentials: string
}

const participantsShape = z.array(
  z.object({
    id: z.custom<ParticipantId>(),
    code: z.string(),
    nameEn: z.string(),
    nameZh: z.string(),
    networks: z.array(z.string()),
  }),
)
const credentialsShape = z.array(
  z.object({
    kind: z.enum(['password', 'email', 'app']),
    id: z.custom<CredentialId>(),
    sealed: z.string().nullable(),
    since: z.string(),
  }),
)

/** By User ID or by account id; `budget` names the account's logon budget, whose lock is one of the facts. */
export type Wanted =
  | { readonly userId: UserId | undefined; readonly budget: BudgetKey }
  | { readonly accountId: AccountId | null; readonly budget: BudgetKey }

/** One statement whether or not there is such an account; undefined where there is none. */
export async function findHolder(db: ReadDb, wanted: Wanted): Promise<Holder | undefined> {
  const { budget } = wanted
  const { rows } =
    'userId' in wanted
      ? await holderByUserId(db, { userId: wanted.userId ?? null, budget })
      : await holderByAccount(db, { accountId: wanted.accountId, budget })
  const [row] = rows
  return row === undefined ? undefined : holderOf(row)
}

const holderByUserId = prepared(
  (_, { userId, budget }: { readonly userId: UserId | null; readonly budget: BudgetKey }) =>
    holderWhere(budget, sql`a.user_id = ${userId}`),
)

const holderByAccount = prepared(
  (_, { accountId, budget }: { readonly accountId: AccountId | null; readonly budget: BudgetKey }) =>
    holderWhere(budget, sql`a.id = ${accountId}::uuid`),
)

function holderWhere(budget: BudgetKey, which: RawBuilder<unknown>) {
  return sql<HolderRow>`
    select a.id, a.user_id, p.display_name, p.language, a.status,
      coalesce((select array_agg(distinct m.role) from membership m
        where m.account_id = a.id and m.valid_to is null), '{}') as roles,
      coalesce((select jsonb_agg(distinct jsonb_build_object('id', f.id, 'code', f.code, 'nameEn', f.name_en, 'nameZh', f.name_zh,
          'networks', coalesce((select jsonb_agg(n.network) from participant_network n
            where n.participant_id = f.id and n.valid_to is null), '[]')))
        from membership m join participant f on f.id = m.participant_id
        where m.account_id = a.id and m.valid_to is null), '[]') as participants,
      (select e.address from registered_email e where e.account_id = a.id and e.valid_to is null) as email,
      coalesce((select array_agg(distinct gf.function_id) from membership m
        join user_group_member gm on gm.membership_id = m.id and gm.valid_to is null
        join user_group_function gf on gf.user_group_id = gm.user_group_id
        where m.account_id = a.id and m.valid_to is null), '{}') as functions,
      coalesce((select array_agg(distinct r.event_id) from membership m
        join event_registration r on r.participant_id = m.participant_id and r.valid_to is null
        where m.account_id = a.id and m.valid_to is null), '{}') as registered_for,
      (select b.locked_until from attempt_budget b
        where b.key = decode(${budget}, 'hex') and b.lane = 'logon') as locked_until,
      coalesce((select jsonb_agg(jsonb_build_object('kind', c.kind, 'id', c.id, 'sealed', encode(c.sealed, 'base64'),
        'since', c.valid_from))
        from credential c where c.account_id = a.id and c.valid_to is null), '[]') as credentials
    from account a join person p on p.id = a.person_id
    where ${which}`
}

function holderOf(row: HolderRow): Holder {
  const credentials = credentialsShape.parse(JSON.parse(row.credentials))
  const password = credentials.find((credential) => credential.kind === 'password')
  const channels = credentials.flatMap(({ kind, id, sealed, since }) =>
    kind === 'password'
      ? []
      : [
          {
            kind,
            id,
            sealed: sealed === null ? null : Buffer.from(sealed, 'base64'),
            since: Temporal.Instant.from(since),
          },
        ],
  )
  return {
    accountId: row.id,
    userId: row.user_id,
    displayName: row.display_name,
    language: row.language,
    status: row.status,
    roles: row.roles,
    participants: participantsShape.parse(JSON.parse(row.participants)),
    email: row.email,
    functions: row.functions,
    registeredFor: row.registered_for,
    lockedUntil: row.locked_until,
    password:
      password?.sealed == null
        ? null
        : {
            id: password.id,
            sealed: Buffer.from(password.sealed, 'base64'),
            since: Temporal.Instant.from(password.since),
          },
    // The app first: it is the stronger of the two (security.md §0.1: email is no second factor for NIST).
    channels: channels.sort((a, b) => a.kind.localeCompare(b.kind)),
  }
}
