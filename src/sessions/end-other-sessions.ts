import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

export interface Ending {
  readonly accountId: AccountId
  /** The logon session in which this is asked for; it lives on. */
  readonly keep: SessionId
  /** One of the others; left out, all of them. One of somebody else's is none of them. */
  readonly only?: SessionId
  readonly because: 'ended-elsewhere' | 'credentials-changed'
  readonly at: Instant
}

/** Ends a person's other logon sessions, at whatever door, each with its event. Returns how many. */
export async function endOtherSessions(tx: Tx, world: AuditWorld, ending: Ending): Promise<number> {
  const { accountId, keep, only, because, at } = ending
  const ended = await tx
    .updateTable('logon_session')
    .set({ ended_at: at, ended_because: because })
    .where('account_id', '=', accountId)
    .where('id', '<>', keep)
    .$if(only !== undefined, (update) => update.where('id', '=', only ?? keep))
    .where('ended_at', 'is', null)
    .returning(['id', 'door'])
    .execute()
  for (const { id, door } of ended) {
    await recordEvent(tx, world, {
      kind: 'session.ended',
      at,
      accountId,
      reference: null,
      facts: { session: id, door, because, by: keep },
      particulars: {},
    })
  }
  return ended.length
}
