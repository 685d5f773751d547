import { z } from 'zod'
import { recordEvent } from '../audit/record-event.ts'
import {
  accountId,
  language,
  line,
  membershipId,
  newId,
  participantId,
  personId,
  role,
  userId,
} from '../changes/input-fields.ts'
import { authorityFacts, type ChangeKind } from '../changes/kind.ts'
import { done, refused } from '../kernel/result.ts'
import { isTaken } from './look-up.ts'

const openInput = z.object({
  personId,
  accountId,
  membershipId,
  userId,
  displayName: line,
  language,
  role,
  participantId: participantId.nullable(),
  groups: z.array(z.object({ id: newId, groupId: newId })),
})
type OpenAccount = z.infer<typeof openInput>

/** Opens an account for a new person, with his membership and user groups. */
export const openAccount: ChangeKind<OpenAccount, { readonly taken: boolean }, OpenAccount> = {
  id: 'account.open',
  chain: 'operators',
  restricts: false,
  input: openInput,
  look: async (db, input) => ({ taken: await isTaken(db, input.userId) }),
  propose: (input, { taken }) => {
    if (taken) return refused({ code: 'user-id-taken', field: 'userId' })
    const about = input.userId
    const lines = [
      { about, field: 'user-id', before: null, after: input.userId },
      { about, field: 'name', before: null, after: input.displayName },
      { about, field: 'language', before: null, after: input.language },
      { about, field: 'role', before: null, after: input.role },
    ] as const
    return done({ proposal: input, concerns: [], lines, more: 0, before: '' })
  },
  apply: async (tx, world, proposal, authority, at) => {
    const { personId: person, accountId: account, membershipId: membership } = proposal
    await tx
      .insertInto('person')
      .values({
        id: person,
        display_name: proposal.displayName,
        language: proposal.language,
        created_at: at,
      })
      .execute()
    await tx
      .insertInto('account')
      .values({ id: account, person_id: person, user_id: proposal.userId, status: 'active', created_at: at })
      .execute()
    await tx
      .insertInto('membership')
      .values({
        id: membership,
        account_id: account,
        participant_id: proposal.participantId,
        role: proposal.role,
        valid_from: at,
        valid_to: null,
      })
      .execute()
    for (const { id, groupId } of proposal.groups) {
      await tx
        .insertInto('user_group_member')
        .values({ id, user_group_id: groupId, membership_id: membership, valid_from: at, valid_to: null })
        .execute()
    }
    await recordEvent(tx, world, {
      kind: 'account.opened',
      at,
      accountId: account,
      reference: null,
      facts: { ...authorityFacts(authority), role: proposal.role, participant: proposal.participantId },
      particulars: { userId: proposal.userId, displayName: proposal.displayName },
    })
  },
}
