import { type Insertable, type Selectable, sql } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { ReadDb, Tx } from '../db/transaction.ts'
import type { SignInAttemptTable } from '../db/types.ts'
import type {
  AccountId,
  AttemptId,
  BudgetKey,
  CredentialId,
  DoorId,
  Epoch,
  SessionId,
} from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ChannelKind, Language, OwnChange } from '../kernel/vocabulary.ts'
import { ATTEMPT_LIFETIME, type AttemptStep } from './steps.ts'
import { type Ticket, ticketDigest } from './ticket.ts'

type Journey = SignInAttemptTable['journey']

/** What somebody changes of his own account, and the logon session he does it in. */
export interface ChangeUnderWay {
  readonly sessionId: SessionId
  readonly what: OwnChange
}

export interface Attempt {
  readonly id: AttemptId
  readonly journey: Journey
  readonly door: DoorId
  readonly epoch: Epoch
  readonly browserDigest: Buffer
  readonly budgetKey: BudgetKey
  readonly accountId: AccountId | null
  readonly passwordId: CredentialId | null
  readonly step: AttemptStep
  readonly channel: ChannelKind | null
  readonly draft: Buffer | null
  /** The logon session that a change or a step-up is made in; null in the other journeys. */
  readonly sessionId: SessionId | null
  /** Of that journey alone. */
  readonly change: ChangeUnderWay | null
  readonly network: string
  readonly language: Language
  readonly begunAt: Instant
  readonly expiresAt: Instant
  readonly endedAt: Instant | null
}

export interface NewAttempt {
  readonly ticket: Ticket
  readonly journey: Journey
  readonly door: DoorId
  readonly epoch: Epoch
  readonly budgetKey: BudgetKey
  readonly accountId: AccountId | null
  readonly passwordId: CredentialId | null
  readonly step: AttemptStep
  readonly channel: ChannelKind | null
  readonly draft?: Buffer
  readonly change?: ChangeUnderWay
  /** Where it is no change. */
  readonly sessionId?: SessionId
  readonly network: string
  readonly language: Language
  readonly at: Instant
}

const insertRow = prepared((db, row: Required<Insertable<SignInAttemptTable>>) =>
  db.insertInto('sign_in_attempt').values({
    ...{ id: row.id, journey: row.journey, door: row.door, epoch: row.epoch },
    ...{ browser_digest: row.browser_digest, budget_key: row.budget_key },
    ...{ account_id: row.account_id, password_id: row.password_id, step: row.step, channel: row.channel },
    ...{ draft: row.draft, session_id: row.session_id, change: row.change, code_tries: row.code_tries },
    ...{ source_network: row.source_network, language: row.language },
    ...{ begun_at: row.begun_at, expires_at: row.expires_at, ended_at: row.ended_at },
  }),
)

export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<void> {
  await insertRow(tx, {
    id: attempt.ticket.attemptId,
    journey: attempt.journey,
    door: attempt.door,
    epoch: attempt.epoch,
    browser_digest: ticketDigest(attempt.ticket),
    budget_key: Buffer.from(attempt.budgetKey, 'hex'),
    account_id: attempt.accountId,
    password_id: attempt.passwordId,
    step: attempt.step,
    channel: attempt.channel,
    draft: attempt.draft ?? null,
    session_id: attempt.change?.sessionId ?? attempt.sessionId ?? null,
    change: attempt.change?.what ?? null,
    code_tries: 0,
    source_network: attempt.network,
    language: attempt.language,
    begun_at: attempt.at,
    expires_at: attempt.at.add(ATTEMPT_LIFETIME[attempt.journey]),
    ended_at: null,
  })
}

/** By name: a prepared `*` fails when a migration adds a column. */
const COLUMNS = [
  'id',
  'journey',
  'door',
  'epoch',
  'browser_digest',
  'budget_key',
  'account_id',
  'password_id',
  'step',
  'channel',
  'draft',
  'session_id',
  'change',
  'source_network',
  'language',
  'begun_at',
  'expires_at',
  'ended_at',
] as const satisfies readonly (keyof SignInAttemptTable)[]

const attemptById = prepared((db, { id }: { readonly id: AttemptId }) =>
  db.selectFrom('sign_in_attempt').select(COLUMNS).where('id', '=', id),
)
const lockedAttempt = prepared((db, { id }: { readonly id: AttemptId }) =>
  db.selectFrom('sign_in_attempt').select(COLUMNS).where('id', '=', id).forUpdate(),
)

export async function findAttempt(db: ReadDb, id: AttemptId): Promise<Attempt | undefined> {
  const [row] = (await attemptById(db, { id })).rows
  return row === undefined ? undefined : attemptOf(row)
}

/** Locks the attempt: deeds of one attempt follow one another, whatever its browser sends at once. */
export async function lockAttempt(tx: Tx, id: AttemptId): Promise<Attempt | undefined> {
  const [row] = (await lockedAttempt(tx, { id })).rows
  return row === undefined ? undefined : attemptOf(row)
}

interface Advance {
  readonly step?: AttemptStep
  readonly channel?: ChannelKind
  readonly draft?: Buffer
  readonly ticket?: Ticket
  readonly expiresAt?: Instant
}

export async function advanceAttempt(tx: Tx, id: AttemptId, to: Advance): Promise<void> {
  await tx
    .updateTable('sign_in_attempt')
    .set({
      ...(to.step === undefined ? {} : { step: to.step, code_tries: 0 }),
      ...(to.channel === undefined ? {} : { channel: to.channel }),
      ...(to.draft === undefined ? {} : { draft: to.draft }),
      ...(to.ticket === undefined ? {} : { browser_digest: ticketDigest(to.ticket) }),
      ...(to.expiresAt === undefined ? {} : { expires_at: to.expiresAt }),
    })
    .where('id', '=', id)
    .execute()
}

/**
 * Locks all open attempts of an account, initiations last: a logon, too, takes its own first and initiations after it, so
 * the two wait for each other and never in a circle.
 */
export async function lockOpenAttempts(tx: Tx, budgetKey: BudgetKey): Promise<void> {
  await tx
    .selectFrom('sign_in_attempt')
    .select('id')
    .where('budget_key', '=', Buffer.from(budgetKey, 'hex'))
    .where('ended_at', 'is', null)
    .orderBy(sql`journey = 'initiation'`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** The caller has locked them. */
export async function endOpenAttempts(tx: Tx, budgetKey: BudgetKey, at: Instant): Promise<void> {
  await tx
    .updateTable('sign_in_attempt')
    .set({ ended_at: at })
    .where('budget_key', '=', Buffer.from(budgetKey, 'hex'))
    .where('ended_at', 'is', null)
    .execute()
}

/** The caller has locked it. */
export async function endAttempt(tx: Tx, id: AttemptId, at: Instant): Promise<void> {
  await tx.updateTable('sign_in_attempt').set({ ended_at: at }).where('id', '=', id).execute()
}

interface Ended {
  readonly id: AttemptId
  readonly key: Buffer
  readonly at: Instant
}

const endWithInitiations = prepared(
  (_, { id, key, at }: Ended) => sql`
    update sign_in_attempt set ended_at = ${at}
    where budget_key = ${key} and (id = ${id} or journey = 'initiation') and ended_at is null`,
)

/**
 * A logon ends its attempt, and the account's initiations: what is left open of one is no business of whoever comes to
 * the terminal next. The caller has locked the attempt.
 */
export async function endLogonAttempt(
  tx: Tx,
  { id, budgetKey }: Pick<Attempt, 'id' | 'budgetKey'>,
  at: Instant,
): Promise<void> {
  await endWithInitiations(tx, { id, key: Buffer.from(budgetKey, 'hex'), at })
}

function attemptOf(row: Pick<Selectable<SignInAttemptTable>, (typeof COLUMNS)[number]>): Attempt {
  return {
    id: row.id,
    journey: row.journey,
    door: row.door,
    epoch: row.epoch,
    browserDigest: row.browser_digest,
    budgetKey: row.budget_key.toString('hex') as BudgetKey,
    accountId: row.account_id,
    passwordId: row.password_id,
    step: row.step as AttemptStep,
    channel: row.channel,
    draft: row.draft,
    sessionId: row.session_id,
    change:
      row.session_id === null || row.change === null ? null : { sessionId: row.session_id, what: row.change },
    network: row.source_network,
    language: row.language,
    begunAt: row.begun_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  }
}
