import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'

/**
 * Ends the roles that were given for a while and whose time is up: closes their rows and records it. Nobody decides on
 * requests or logs on by one from that very instant on, whenever this runs (changes/read-standing.ts, find-holder.ts).
 */
export async function endCover(tx: Tx, world: AuditWorld, at: Instant): Promise<number> {
  const ended = await tx
    .updateTable('membership')
    .set(({ ref }) => ({ valid_to: ref('ends_at') }))
    .where('valid_to', 'is', null)
    .where('ends_at', '<=', at)
    .returning(['account_id', 'participant_id', 'role', 'ends_at'])
    .execute()
  for (const { account_id: accountId, participant_id: participant, role } of ended) {
    const facts = { by: 'its-end', participant, role }
    const event = { kind: 'membership.ended', at, accountId, reference: null } as const
    await recordEvent(tx, world, { ...event, facts, particulars: {} })
  }
  return ended.length
}
