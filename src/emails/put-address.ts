import { ofSeveralFirms } from '../accounts/of-several-firms.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Authority, authorityFacts, type ChangeWorld } from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { queueLetters } from './queue-letters.ts'

/** What exactly is put in force. */
export interface EmailProposal {
  readonly id: string
  readonly accountId: AccountId
  readonly address: string
  /** Null where a registry's file says so: then nobody is written to. */
  readonly participant: ParticipantId | null
}

export async function putAddress(
  tx: Tx,
  world: ChangeWorld,
  { id, accountId: account, address, participant }: EmailProposal,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const closed = await closeEmail(tx, account, at)
  const values = { id, account_id: account, address, valid_from: at, valid_to: null }
  await tx.insertInto('registered_email').values(values).execute()
  if (participant !== null)
    await queueLetters(tx, world, participant, at, { 'address-replaced': closed, 'address-test': [id] })
  const particulars = { address }
  await record(tx, world, { kind: 'email.registered', at, accountId: account, authority, particulars })
}

export async function takeAddress(
  tx: Tx,
  world: ChangeWorld,
  { accountId: account, participant }: Pick<EmailProposal, 'accountId' | 'participant'>,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const closed = await closeEmail(tx, account, at)
  if (participant !== null)
    await queueLetters(tx, world, participant, at, { 'address-replaced': closed, 'address-test': [] })
  await record(tx, world, { kind: 'email.withdrawn', at, accountId: account, authority, particulars: {} })
}

async function closeEmail(tx: Tx, account: AccountId, at: Instant): Promise<readonly string[]> {
  const closed = await tx
    .updateTable('registered_email')
    .set({ valid_to: at })
    .where('account_id', '=', account)
    .where('valid_to', 'is', null)
    .returning('id')
    .execute()
  return closed.map(({ id }) => id)
}

interface Recorded {
  readonly kind: 'email.registered' | 'email.withdrawn'
  readonly at: Instant
  readonly accountId: AccountId
  readonly authority: Authority
  readonly particulars: Readonly<Record<string, string>>
}

async function record(tx: Tx, world: ChangeWorld, { authority, ...event }: Recorded): Promise<void> {
  const facts = { ...authorityFacts(authority), ...(await ofSeveralFirms(tx, event.accountId)) }
  await recordEvent(tx, world, { ...event, reference: null, facts })
}
