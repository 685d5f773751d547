import { z } from 'zod'
import { newId, userId } from '../changes/input-fields.ts'
import type { ChangeKind } from '../changes/kind.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import { done, refused } from '../kernel/result.ts'
import { addressFault } from '../mail/rules/address-fault.ts'
import { type AddressHolder, lookAtHolder } from './look-at-user.ts'
import { type EmailProposal, putAddress } from './put-address.ts'

const input = z.object({ id: newId, userId, address: z.string().trim().max(300) })
type Input = z.infer<typeof input>

interface Seen {
  readonly participant: ParticipantId | null
  readonly accountId: AccountId | undefined
  readonly holder: AddressHolder | undefined
}

/**
 * Registers an address for a user whom several firms have: by two operators, for none of the firms may act for another
 * (adr/0044). Whom one firm alone has, that firm keeps.
 */
export const registerForSeveral: ChangeKind<Input, Seen, EmailProposal> = {
  id: 'operators.register-email',
  chain: 'operators',
  restricts: false,
  input,
  look: async (db, { userId: named, address }, { participant }) => {
    const account = await db
      .selectFrom('account')
      .select('id')
      .where('user_id', '=', named)
      .executeTakeFirst()
    const holder = account && (await lookAtHolder(db, account.id, address, participant))
    return { participant, accountId: account?.id, holder }
  },
  propose: ({ id, address }, { participant, accountId, holder }) => {
    const fault = addressFault(address)
    if (fault !== undefined) return refused({ code: fault, field: 'address' })
    if (accountId === undefined || holder === undefined)
      return refused({ code: 'nobody-of-firm', field: 'userId' })
    if (holder.administrator) return refused({ code: 'is-administrator', field: 'userId' })
    if (!holder.actsElsewhere) return refused({ code: 'of-one-firm', field: 'userId' })
    const { userId: about, status, address: before, sharedWith } = holder
    const line = { about, field: 'email', before, after: address } as const
    const shared = { about, field: 'shared-with', before: null, after: sharedWith.join(', ') } as const
    return done({
      proposal: { id, accountId, address, participant },
      concerns: [accountId],
      lines: before === address ? [] : sharedWith.length > 0 ? [line, shared] : [line],
      more: 0,
      before: status,
    })
  },
  apply: putAddress,
}
