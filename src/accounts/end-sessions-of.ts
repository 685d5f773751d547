import { recordEvent } from '../audit/record-event.ts'
import { type Authority, authorityFacts, type ChangeWorld } from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Ends every logon session of an account, each with its event: within a second no node lets it through (adr/0014). */
export async function endSessionsOf(
  tx: Tx,
  world: ChangeWorld,
  account: AccountId,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const ended = await tx
    .updateTable('logon_session')
    .set({ ended_at: at, ended_because: 'revoked' })
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .returning(['id', 'door'])
    .execute()
  for (const { id, door } of ended)
    await recordEvent(tx, world, {
      kind: 'session.ended',
      at,
      accountId: account,
      reference: null,
      facts: { ...authorityFacts(authority), session: id, door, because: 'revoked' },
      particulars: {},
    })
}
