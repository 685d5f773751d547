import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, DoorId, Epoch, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { judgeSession } from './rules/judge-session.ts'

/** A live logon session as its own person may see it. */
export interface OwnSession {
  readonly id: SessionId
  readonly door: DoorId
  readonly acr: string
  readonly network: string
  readonly createdAt: Instant
  readonly lastSeenAt: Instant
}

/** A person's live logon sessions over all doors, newest first. */
export async function ownSessions(
  db: ReadDb,
  epoch: Epoch,
  accountId: AccountId,
  at: Instant,
): Promise<readonly OwnSession[]> {
  const rows = await db
    .selectFrom('logon_session as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .select(['s.id', 's.door', 's.acr', 's.source_network as network', 's.created_at as createdAt'])
    .select(['s.last_seen_at as lastSeenAt', 's.expires_at as expiresAt', 's.ended_because as endedBecause'])
    .select('a.status as accountStatus')
    .where('s.account_id', '=', accountId)
    .where('s.epoch', '=', epoch)
    .where('s.ended_at', 'is', null)
    .orderBy('s.created_at', 'desc')
    .execute()
  return rows.filter((row) => judgeSession(row, at) === null)
}

/** Whether it has not been ended. Its limits were judged when the request came. */
export async function isNotEnded(db: ReadDb, id: SessionId): Promise<boolean> {
  const row = await db
    .selectFrom('logon_session')
    .select('id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
