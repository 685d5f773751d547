import { ofSeveralFirms } from '../accounts/of-several-firms.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Authority, authorityFacts, type ChangeWorld } from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import { queueLetters } from '../emails/queue-letters.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

export interface RegisteredAddress {
  readonly id: string
  readonly accountId: AccountId
  readonly address: string
  /** The firm for which it is registered. */
  readonly participant: ParticipantId
}

/** Puts an address in force and tests it; the one before it is closed, not overwritten, and told. */
export async function putEmail(
  tx: Tx,
  world: ChangeWorld,
  { id, accountId, address, participant }: RegisteredAddress,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const closed = await tx
    .updateTable('registered_email')
    .set({ valid_to: at })
    .where('account_id', '=', accountId)
    .where('valid_to', 'is', null)
    .returning('id')
    .execute()
  const values = { id, account_id: accountId, address, valid_from: at, valid_to: null }
  await tx.insertInto('registered_email').values(values).execute()
  const former = closed.map((email) => email.id)
  await queueLetters(tx, world, participant, at, { 'address-replaced': former, 'address-test': [id] })
  const facts = { ...authorityFacts(authority), ...(await ofSeveralFirms(tx, accountId)) }
  const event = { kind: 'email.registered', at, accountId, reference: null } as const
  await recordEvent(tx, world, { ...event, facts, particulars: { address } })
}
