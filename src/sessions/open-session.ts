import { sql } from 'kysely'
import {
  type AuditEvent,
  type AuditWorld,
  type EventRow,
  eventInsert,
  eventRow,
  personalInsert,
} from '../audit/record-event.ts'
import { foreseen } from '../db/not-as-foreseen.ts'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { AccountId, AttemptId, CredentialId, DoorId, Epoch, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

export interface NewSession {
  readonly id: SessionId
  /** What the browser is given; only its digest is kept. */
  readonly token: string
  readonly accountId: AccountId
  readonly door: DoorId
  readonly epoch: Epoch
  readonly amr: readonly string[]
  readonly acr: string
  readonly attemptId: AttemptId
  /** The source network it was begun from, shown to its person. */
  readonly network: string
  /** What was proven. One of them closed meanwhile is as if nothing had been (attack 28). */
  readonly credentials: readonly CredentialId[]
  /** When its attempt began. */
  readonly enteredAt: Instant
  readonly at: Instant
  readonly expiresAt: Instant
  /** Until when the decision that let the person in holds; null while no change is in sight. */
  readonly nextChange: Instant | null
  /** How many launch decisions there were to decide by. */
  readonly revision: number
  readonly programmeId: string
}

/** Of the event that it began: what is its door's own affair. */
export type Completed = Pick<AuditEvent, 'facts' | 'particulars'>

type Row = Omit<NewSession, 'token' | 'amr' | 'credentials'> &
  EventRow & {
    readonly digest: Buffer
    readonly amr: string[]
    readonly credentials: CredentialId[]
    readonly proven: number
  }

const supersedeAndInsert = prepared((_, row: Row) => {
  const superseded = sql`(select coalesce(string_agg(id::text, ' ' order by id), '') from superseded)`
  return sql`
  with superseded as (
    update logon_session set ended_at = ${row.at}, ended_because = 'superseded'
    where account_id = ${row.accountId} and door = ${row.door} and epoch = ${row.epoch} and ended_at is null
    returning id
  ), opened as (
    insert into logon_session (id, token_digest, account_id, door, epoch, amr, acr, attempt_id, source_network,
      entered_at, created_at, decision_holds_until, last_seen_at, expires_at)
    select ${row.id}, ${row.digest}, ${row.accountId}, ${row.door}, ${row.epoch}, ${row.amr}, ${row.acr}, ${row.attemptId},
      ${row.network}, ${row.enteredAt}::timestamptz, ${row.at}::timestamptz, ${row.nextChange}::timestamptz,
      ${row.at}::timestamptz, ${row.expiresAt}::timestamptz
    where (select count(*) from superseded) >= 0
      and ${row.revision} = (select count(*) from launch_decision where programme_id = ${row.programmeId})
      and ${row.proven} = (select count(*) from (select from credential
        where id = any(${row.credentials}) and valid_to is null for share) proven)
    returning 1
  ), event as (
    ${eventInsert(row, sql`${row.facts}::jsonb || jsonb_build_object('superseded', ${superseded})`)}
  ), personal as (
    ${personalInsert(row)}
  )
  select ${foreseen(sql`exists (select from opened)`)}`
})

/**
 * Begins a logon session, ends an older one at the same door, and records both as one event, in one statement. It fails, and rolls
 * back all that was sent with it, when the launch was decided anew, or a proven credential closed, meanwhile (`isNotAsForeseen`): then
 * the caller must decide again. The caller holds the account's budget row, which makes this serial per account. The credentials are
 * locked for share: a change of one of them waits for this session, and then ends it.
 */
export async function openSession(
  tx: Tx,
  world: AuditWorld,
  { token, ...session }: NewSession,
  completed: Completed,
): Promise<void> {
  const { amr, credentials, at, accountId } = session
  await supersedeAndInsert(tx, {
    ...eventRow(tx, world, { kind: 'logon.completed', at, accountId, reference: null, ...completed }),
    ...session,
    digest: sha256(token),
    amr: [...amr],
    credentials: [...credentials],
    proven: credentials.length,
  })
}
