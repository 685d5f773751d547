import { recordEvent } from '../audit/record-event.ts'
import { authorityFacts, type ChangeKind } from '../changes/kind.ts'
import type { AccountId, MembershipId, ParticipantId, PersonId, UserId } from '../kernel/ids.ts'
import { done, refused } from '../kernel/result.ts'
import type { Language, Role } from '../kernel/vocabulary.ts'

export interface AccountProposal {
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly membershipId: MembershipId
  readonly userId: UserId
  readonly displayName: string
  readonly language: Language
  readonly role: Role
  readonly participantId: ParticipantId | null
  readonly groups: readonly { readonly id: string; readonly groupId: string }[]
}

/** Opens an account for a new person, with his membership and user groups. */
export const openAccount: ChangeKind<AccountProposal, AccountProposal> = {
  id: 'account.open',
  restricts: false,
  propose: (input) => (input.displayName.trim() === '' ? refused('the person has no name') : done(input)),
  apply: async (tx, world, proposal, authority, at) => {
    const { personId, accountId, membershipId } = proposal
    await tx
      .insertInto('person')
      .values({
        id: personId,
        display_name: proposal.displayName,
        language: proposal.language,
        created_at: at,
      })
      .execute()
    await tx
      .insertInto('account')
      .values({
        id: accountId,
        person_id: personId,
        user_id: proposal.userId,
        status: 'active',
        created_at: at,
      })
      .execute()
    await tx
      .insertInto('membership')
      .values({
        id: membershipId,
        account_id: accountId,
        participant_id: proposal.participantId,
        role: proposal.role,
        valid_from: at,
        valid_to: null,
      })
      .execute()
    for (const { id, groupId } of proposal.groups) {
      await tx
        .insertInto('user_group_member')
        .values({ id, user_group_id: groupId, membership_id: membershipId, valid_from: at, valid_to: null })
        .execute()
    }
    await recordEvent(tx, world, {
      kind: 'account.opened',
      at,
      accountId,
      reference: null,
      facts: { ...authorityFacts(authority), role: proposal.role, participant: proposal.participantId },
      particulars: { userId: proposal.userId, displayName: proposal.displayName },
    })
  },
}

export interface EmailProposal {
  readonly id: string
  readonly accountId: AccountId
  readonly address: string
}

const ONE_ADDRESS = /^[^\s@,;<>\p{C}]+@[^\s@,;<>\p{C}]+$/u

/** Registers an email address for an account; an address in force before is closed, not overwritten. */
export const registerEmail: ChangeKind<EmailProposal, EmailProposal> = {
  id: 'email.register',
  restricts: false,
  propose: (input) =>
    ONE_ADDRESS.test(input.address) && input.address.length <= 254
      ? done(input)
      : refused('this is not one email address'),
  apply: async (tx, world, { id, accountId, address }, authority, at) => {
    await tx
      .updateTable('registered_email')
      .set({ valid_to: at })
      .where('account_id', '=', accountId)
      .where('valid_to', 'is', null)
      .execute()
    await tx
      .insertInto('registered_email')
      .values({ id, account_id: accountId, address, valid_from: at, valid_to: null })
      .execute()
    await recordEvent(tx, world, {
      kind: 'email.registered',
      at,
      accountId,
      reference: null,
      facts: authorityFacts(authority),
      particulars: { address },
    })
  },
}

export interface SuspendProposal {
  readonly accountId: AccountId
  readonly remark: string
}

/** Suspends an account and ends its logon sessions in the same transaction. */
export const suspendAccount: ChangeKind<SuspendProposal, SuspendProposal> = {
  id: 'account.suspend',
  restricts: true,
  propose: (input) => done(input),
  apply: async (tx, world, { accountId, remark }, authority, at) => {
    await tx.updateTable('account').set({ status: 'suspended' }).where('id', '=', accountId).execute()
    await tx
      .updateTable('logon_session')
      .set({ ended_at: at, ended_because: 'revoked' })
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .execute()
    await recordEvent(tx, world, {
      kind: 'account.suspended',
      at,
      accountId,
      reference: null,
      facts: authorityFacts(authority),
      particulars: { remark },
    })
  },
}
