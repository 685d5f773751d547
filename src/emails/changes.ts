import { z } from 'zod'
import { recordEvent } from '../audit/record-event.ts'
import { accountId, newId } from '../changes/input-fields.ts'
import {
  type Authority,
  authorityFacts,
  type ChangeKind,
  type ChangeWorld,
  type Problem,
} from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { addressFault } from '../mail/rules/address-fault.ts'
import { type AddressHolder, lookAtHolder } from './look-at-user.ts'
import { queueLetters } from './queue-letters.ts'

const registerInput = z.object({ id: newId, accountId, address: z.string().trim().max(300) })
type RegisterInput = z.infer<typeof registerInput>

interface Seen {
  /** Null where a registry's file says so: then nobody is written to. */
  readonly participant: ParticipantId | null
  readonly holder: AddressHolder | undefined
}

/** What exactly is put in force. */
export interface EmailProposal extends RegisterInput {
  readonly participant: ParticipantId | null
}

/**
 * Registers an email address for a user of the firm. One in force before is closed, not overwritten, and told; the new
 * one is tested at once, so that who asked for it sees whether mail arrives.
 */
export const registerEmail: ChangeKind<RegisterInput, Seen, EmailProposal> = {
  id: 'email.register',
  chain: 'firm',
  restricts: false,
  input: registerInput,
  look: async (db, { accountId: account, address }, { participant }) => ({
    participant,
    holder: await lookAtHolder(db, account, address, participant),
  }),
  propose: (input, { participant, holder }) => {
    const fault = addressFault(input.address)
    if (fault !== undefined) return refused({ code: fault, field: 'address' })
    const kept = keptHere(holder)
    if (!kept.ok) return kept
    const { userId: about, status, address: before, sharedWith } = kept.value
    const lines = [{ about, field: 'email', before, after: input.address } as const]
    const shared = { about, field: 'shared-with', before: null, after: sharedWith.join(', ') } as const
    return done({
      proposal: { ...input, participant },
      concerns: [input.accountId],
      lines: before === input.address ? [] : sharedWith.length > 0 ? [...lines, shared] : lines,
      more: 0,
      before: status,
    })
  },
  apply: async (tx, world, { id, accountId: account, address, participant }, authority, at) => {
    const closed = await closeEmail(tx, account, at)
    const values = { id, account_id: account, address, valid_from: at, valid_to: null }
    await tx.insertInto('registered_email').values(values).execute()
    if (participant !== null)
      await queueLetters(tx, world, participant, at, { 'address-replaced': closed, 'address-test': [id] })
    const particulars = { address }
    await record(tx, world, { kind: 'email.registered', at, accountId: account, authority, particulars })
  },
}

const withdrawInput = z.object({ accountId })
type WithdrawInput = z.infer<typeof withdrawInput>
type Withdrawal = WithdrawInput & { readonly participant: ParticipantId | null }

/** Takes the registered address of a user away, and tells it. */
export const withdrawEmail: ChangeKind<WithdrawInput, Seen, Withdrawal> = {
  id: 'email.withdraw',
  chain: 'firm',
  restricts: false,
  input: withdrawInput,
  look: async (db, { accountId: account }, { participant }) => ({
    participant,
    holder: await lookAtHolder(db, account, '', participant),
  }),
  propose: (input, { participant, holder }) => {
    const kept = keptHere(holder)
    if (!kept.ok) return kept
    const { userId: about, status, address: before } = kept.value
    if (before === null) return refused({ code: 'none-registered' })
    return done({
      proposal: { ...input, participant },
      concerns: [input.accountId],
      lines: [{ about, field: 'email', before, after: null }],
      more: 0,
      before: status,
    })
  },
  apply: async (tx, world, { accountId: account, participant }, authority, at) => {
    const closed = await closeEmail(tx, account, at)
    if (participant !== null)
      await queueLetters(tx, world, participant, at, { 'address-replaced': closed, 'address-test': [] })
    await record(tx, world, { kind: 'email.withdrawn', at, accountId: account, authority, particulars: {} })
  },
}

function keptHere(holder: AddressHolder | undefined): Result<AddressHolder, Problem> {
  if (holder === undefined) return refused({ code: 'not-found' })
  if (holder.administrator) return refused({ code: 'is-administrator' })
  return holder.actsElsewhere ? refused({ code: 'of-several-firms' }) : done(holder)
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

function record(tx: Tx, world: ChangeWorld, { authority, ...event }: Recorded): Promise<void> {
  return recordEvent(tx, world, { ...event, reference: null, facts: authorityFacts(authority) })
}
