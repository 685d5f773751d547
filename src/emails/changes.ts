import { z } from 'zod'
import { hisFirm, type Keepers, operators } from '../accounts/keepers.ts'
import { accountId, newId } from '../changes/input-fields.ts'
import type { ChangeKind, Problem } from '../changes/kind.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { addressFault } from '../mail/rules/address-fault.ts'
import { type AddressHolder, lookAtHolder } from './look-at-user.ts'
import { type EmailProposal, putAddress, takeAddress } from './put-address.ts'

const registerInput = z.object({ id: newId, accountId, address: z.string().trim().max(300) })
type RegisterInput = z.infer<typeof registerInput>

interface Seen {
  /** Null where a registry's file says so: then nobody is written to. */
  readonly participant: ParticipantId | null
  readonly holder: AddressHolder | undefined
}

/**
 * Registers an email address for a user. One in force before is closed, not overwritten, and told; the new one is tested at
 * once, so that who asked for it sees whether mail arrives.
 */
const registering = (by: Keepers): ChangeKind<RegisterInput, Seen, EmailProposal> => ({
  id: by.kindOf('register-email'),
  chain: by.chain,
  restricts: false,
  input: registerInput,
  look: async (db, { accountId: account, address }, { participant }) => ({
    participant,
    holder: await lookAtHolder(db, account, address, participant),
  }),
  propose: (input, { participant, holder }) => {
    const fault = addressFault(input.address)
    if (fault !== undefined) return refused({ code: fault, field: 'address' })
    const kept = keptBy(by, holder)
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
  apply: putAddress,
})

const withdrawInput = z.object({ accountId })
type WithdrawInput = z.infer<typeof withdrawInput>
type Withdrawal = WithdrawInput & { readonly participant: ParticipantId | null }

/** Takes the registered address of a user away, and tells it. */
const withdrawing = (by: Keepers): ChangeKind<WithdrawInput, Seen, Withdrawal> => ({
  id: by.kindOf('withdraw-email'),
  chain: by.chain,
  restricts: false,
  input: withdrawInput,
  look: async (db, { accountId: account }, { participant }) => ({
    participant,
    holder: await lookAtHolder(db, account, '', participant),
  }),
  propose: (input, { participant, holder }) => {
    const kept = keptBy(by, holder)
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
  apply: takeAddress,
})

export const registerEmail = registering(hisFirm)
export const registerOfSeveral = registering(operators)
export const withdrawEmail = withdrawing(hisFirm)
export const withdrawOfSeveral = withdrawing(operators)

/** Whom several firms have none of them may send codes for; whom one firm has, no operator (src/accounts/keepers.ts). */
function keptBy({ chain }: Keepers, holder: AddressHolder | undefined): Result<AddressHolder, Problem> {
  if (holder === undefined) return refused({ code: 'not-found' })
  if (holder.administrator) return refused({ code: 'is-administrator' })
  if (holder.actsElsewhere === (chain === 'operators')) return done(holder)
  return refused({ code: holder.actsElsewhere ? 'of-several-firms' : 'of-one-firm' })
}
