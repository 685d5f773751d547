import { z } from 'zod'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import { authorityFacts, type ChangeKind } from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { AccountId, MembershipId, ParticipantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import { endSessionsOf } from '../end-sessions-of.ts'
import { firmOf } from '../firm-of.ts'
import { lookUser, type UserSeen } from '../look-user.ts'
import { mayChangeUser } from '../rules/may-change-user.ts'

const input = z.strictObject({ accountId })

interface Seen {
  readonly firm: ParticipantId
  readonly user: UserSeen | null
}

interface Proposal {
  readonly firm: ParticipantId
  readonly user: UserSeen
  readonly membership: MembershipId
}

/**
 * Takes a user away from the firm. Where no other firm has him his User ID ends for good, with its password, channels and
 * address; nobody is given it again (P13). Where another has, he loses his role here, and is that firm's alone.
 */
export const removeUser: ChangeKind<z.infer<typeof input>, Seen, Proposal> = {
  id: 'user.remove',
  chain: 'firm',
  restricts: false,
  input,
  look: async (db, { accountId: account }, { participant }) => {
    const firm = firmOf(participant)
    return { firm, user: await lookUser(db, firm, { account }) }
  },
  propose: (_, { firm, user }) => {
    const may = mayChangeUser(user, 'role')
    if (!may.ok) return refused({ code: may.refusal })
    const { membershipId, userId, status, accounts } = may.value
    const removed = { about: userId, field: 'status', before: status, after: 'removed' } as const
    return done({
      proposal: { firm, user: may.value, membership: membershipId },
      concerns: accounts,
      lines: [removed],
      more: 0,
      before: canonicalJson({ user }),
    })
  },
  apply: async (tx, world, { firm, user, membership }, authority, at) => {
    const { accountId: account } = user
    const facts = { ...authorityFacts(authority), participant: firm }
    const event = { at, accountId: account, reference: null, particulars: {} }
    await endSessionsOf(tx, world, account, authority, at)
    // Of the account before its membership: by that the firm still sees it.
    if (!user.actsElsewhere) await closeAccount(tx, account, at)
    await closeMembership(tx, membership, at)
    await recordEvent(tx, world, { ...event, kind: 'membership.ended', facts: { ...facts, role: 'user' } })
    if (!user.actsElsewhere) await recordEvent(tx, world, { ...event, kind: 'account.removed', facts })
  },
}

async function closeAccount(tx: Tx, account: AccountId, at: Instant): Promise<void> {
  await tx
    .updateTable('credential')
    .set({ valid_to: at })
    .where('account_id', '=', account)
    .where('valid_to', 'is', null)
    .execute()
  await tx
    .updateTable('registered_email')
    .set({ valid_to: at })
    .where('account_id', '=', account)
    .where('valid_to', 'is', null)
    .execute()
  await tx.updateTable('account').set({ status: 'removed' }).where('id', '=', account).execute()
}

async function closeMembership(tx: Tx, membership: MembershipId, at: Instant): Promise<void> {
  await tx
    .updateTable('user_group_member')
    .set({ valid_to: at })
    .where('membership_id', '=', membership)
    .where('valid_to', 'is', null)
    .execute()
  await tx
    .updateTable('membership')
    .set({ valid_to: at })
    .where('id', '=', membership)
    .where('valid_to', 'is', null)
    .execute()
}
