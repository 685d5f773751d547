import { sql } from 'kysely'
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

type Row = Omit<NewSession, 'token' | 'amr' | 'credentials'> & {
  readonly digest: Buffer
  readonly amr: string[]
  readonly credentials: CredentialId[]
  readonly proven: number
}

const supersedeAndInsert = prepared(
  (_, row: Row) => sql<{ opened: boolean; superseded: readonly SessionId[] }>`
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
  )
  select exists (select from opened) as opened, array(select id from superseded) as superseded`,
)

/**
 * Begins a logon session and ends an older one at the same door. Returns the ids of the ended, or undefined when the
 * launch was decided anew, or a proven credential closed, meanwhile: then nothing was inserted and the caller must decide
 * again, from a transaction rolled back. The caller holds the account's budget row, which makes this serial per account. The credentials are locked for
 * share: a change of one of them waits for this session, and then ends it.
 */
export async function openSession(
  tx: Tx,
  { token, ...session }: NewSession,
): Promise<readonly SessionId[] | undefined> {
  const { amr, credentials } = session
  const row: Row = {
    ...session,
    digest: sha256(token),
    amr: [...amr],
    credentials: [...credentials],
    proven: credentials.length,
  }
  const [answer] = (await supersedeAndInsert(tx, row)).rows
  return answer?.opened ? answer.superseded : undefined
}
