import { sql } from 'kysely'
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

/**
 * Begins a logon session and ends an older one at the same door. Returns the ids of the ended, or undefined when the
 * launch was decided anew, or a proven credential closed, meanwhile: then nothing was inserted and the caller must decide
 * again. The caller holds the account's budget row, which makes this serial per account. The credentials are locked for
 * share: a change of one of them waits for this session, and then ends it.
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
    insert into logon_session (id, token_digest, account_id, door, epoch, amr, acr, attempt_id, source_network,
      entered_at, created_at, decision_holds_until, last_seen_at, expires_at)
    select ${session.id}, ${sha256(session.token)}, ${session.accountId}, ${session.door}, ${session.epoch},
      ${session.amr as string[]}, ${session.acr}, ${session.attemptId}, ${session.network},
      ${session.enteredAt}::timestamptz, ${session.at}::timestamptz, ${session.nextChange}::timestamptz, ${session.at}::timestamptz, ${session.expiresAt}::timestamptz
    where ${session.revision} = (select count(*) from launch_decision
      where programme_id = ${session.programmeId})
      and ${session.credentials.length} = (select count(*) from (select from credential
        where id = any(${session.credentials as CredentialId[]}) and valid_to is null for share) proven)`.execute(
    tx,
  )
}
