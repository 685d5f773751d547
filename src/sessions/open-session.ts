import { sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { AccountId, AttemptId, DoorId, Epoch, SessionId } from '../kernel/ids.ts'
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

/**
 * Begins a logon session and ends an older one at the same door. Returns the ids of the ended, or undefined when the
 * launch was decided anew meanwhile: then nothing was inserted and the caller must decide again. The caller holds the
 * account's budget row, which makes this serial per account.
 */
export async function openSession(tx: Tx, session: NewSession): Promise<readonly SessionId[] | undefined> {
  const [superseded, { numAffectedRows }] = await Promise.all([
    tx
      .updateTable('logon_session')
      .set({ ended_at: session.at, ended_because: 'superseded' })
      .where('account_id', '=', session.accountId)
      .where('door', '=', session.door)
      .where('epoch', '=', session.epoch)
      .where('ended_at', 'is', null)
      .returning('id')
      .execute(),
    insert(tx, session),
  ])
  return numAffectedRows === 1n ? superseded.map((row) => row.id) : undefined
}

function insert(tx: Tx, session: NewSession) {
  return sql`
    insert into logon_session (id, token_digest, account_id, door, epoch, amr, acr, attempt_id, entered_at, created_at,
      decision_holds_until, last_seen_at, expires_at)
    select ${session.id}, ${sha256(session.token)}, ${session.accountId}, ${session.door}, ${session.epoch},
      ${session.amr as string[]}, ${session.acr}, ${session.attemptId}, ${session.enteredAt}::timestamptz, ${session.at}::timestamptz,
      ${session.nextChange}::timestamptz, ${session.at}::timestamptz, ${session.expiresAt}::timestamptz
    where ${session.revision} = (select count(*) from launch_decision
      where programme_id = ${session.programmeId})`.execute(tx)
}
