import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import { prepared } from '../db/prepared.ts'
import type { Database, ReadDb } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { AccountId, DoorId, Epoch, SessionId, UserId } from '../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import type { AccountStatus, SessionEnd } from '../kernel/vocabulary.ts'
import { judgeSession } from './rules/judge-session.ts'
import { SEEN_EVERY } from './rules/limits.ts'

export interface LiveSession {
  readonly id: SessionId
  readonly accountId: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly door: DoorId
  readonly amr: readonly string[]
  readonly acr: string
  /** When its attempt began, for decisions about doors. */
  readonly enteredAt: Instant
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export interface PresentedSession {
  readonly token: string
  readonly door: DoorId
  readonly at: Instant
  /** Asked for by no person: it keeps nothing alive (attack 29). */
  readonly background?: boolean
}

export type SessionCheck =
  | { readonly state: 'live'; readonly session: LiveSession }
  | { readonly state: 'ended'; readonly because: SessionEnd }
  | { readonly state: 'none' }

/** Looks a token up at one door of this site's epoch. A session found over its limit is ended, with its evidence. */
export async function checkSession(
  database: Database,
  world: AuditWorld,
  presented: PresentedSession,
): Promise<SessionCheck> {
  const found = await database.readAtOnce({ as: 'sign-in' }, (db) => find(db, world.epoch, presented))
  if (found === undefined) return { state: 'none' }
  const because = judgeSession(found, presented.at)
  if (because !== null) {
    if (found.endedBecause !== null) return { state: 'ended', because }
    const ending = { id: found.session.id, because, at: presented.at, lastSeenAt: found.lastSeenAt }
    // Not ended: another node has ended it, or has seen him, since it was read. Then it is another question.
    return (await end(database, world, ending))
      ? { state: 'ended', because }
      : checkSession(database, world, presented)
  }
  if (presented.background !== true && isAtOrBefore(found.lastSeenAt.add(SEEN_EVERY), presented.at)) {
    await database.writeAtOnce({ as: 'sign-in' }, (tx) =>
      tx
        .updateTable('logon_session')
        .set({ last_seen_at: presented.at })
        .where('id', '=', found.session.id)
        .execute(),
    )
  }
  return { state: 'live', session: found.session }
}

/** Ends a session once; only whoever really ended it writes the event. */
export async function endSession(
  database: Database,
  world: AuditWorld,
  id: SessionId,
  because: SessionEnd,
  at: Instant,
): Promise<void> {
  await end(database, world, { id, because, at, lastSeenAt: null })
}

interface Ending {
  readonly id: SessionId
  readonly because: SessionEnd
  readonly at: Instant
  /** Where not null: only if it has not been seen later. */
  readonly lastSeenAt: Instant | null
}

/** True for the one caller that ended it. */
function end(
  database: Database,
  world: AuditWorld,
  { id, because, at, lastSeenAt }: Ending,
): Promise<boolean> {
  return database.write({ as: 'sign-in' }, async (tx) => {
    const ended = await tx
      .updateTable('logon_session')
      .set({ ended_at: at, ended_because: because })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .$if(lastSeenAt !== null, (update) => update.where('last_seen_at', '<=', lastSeenAt))
      .returning(['account_id', 'door'])
      .executeTakeFirst()
    if (ended === undefined) return false
    await recordEvent(tx, world, {
      kind: 'session.ended',
      at,
      accountId: ended.account_id,
      reference: null,
      facts: { session: id, door: ended.door, because },
      particulars: {},
    })
    return true
  })
}

interface Found {
  readonly session: LiveSession
  readonly door: DoorId
  readonly lastSeenAt: Instant
  readonly expiresAt: Instant
  readonly endedBecause: SessionEnd | null
  readonly accountStatus: AccountStatus
}

interface Wanted {
  readonly digest: Buffer
  readonly door: DoorId
  readonly epoch: Epoch
}

const sessionBy = prepared((db, { digest, door, epoch }: Wanted) =>
  db
    .selectFrom('logon_session as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['s.id', 's.account_id as accountId', 'a.user_id as userId', 'p.display_name as displayName'])
    .select(['s.amr', 's.acr', 's.entered_at as enteredAt', 's.created_at as createdAt'])
    .select(['s.last_seen_at as lastSeenAt', 's.expires_at as expiresAt', 's.ended_because as endedBecause'])
    .select('a.status as accountStatus')
    .where('s.token_digest', '=', digest)
    .where('s.door', '=', door)
    .where('s.epoch', '=', epoch),
)

async function find(
  db: ReadDb,
  epoch: Epoch,
  { token, door }: { readonly token: string; readonly door: DoorId },
): Promise<Found | undefined> {
  const [row] = (await sessionBy(db, { digest: sha256(token), door, epoch })).rows
  if (row === undefined) return undefined
  const { lastSeenAt, endedBecause, accountStatus, ...session } = row
  return {
    session: { ...session, door },
    door,
    lastSeenAt,
    expiresAt: row.expiresAt,
    endedBecause,
    accountStatus,
  }
}
