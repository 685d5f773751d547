import { z } from 'zod'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId, language, line } from '../../changes/input-fields.ts'
import {
  type Authority,
  authorityFacts,
  type ChangeKind,
  type ChangeLine,
  type ChangeWorld,
} from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { MembershipId, ParticipantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import { firmOf } from '../firm-of.ts'
import { joinGroups } from '../join-groups.ts'
import { type GroupSeen, lookGroups, lookUser, type UserSeen } from '../look-user.ts'
import { type GroupsBetween, groupsBetween } from '../rules/groups-between.ts'
import { mayChangeUser } from '../rules/may-change-user.ts'
import { wantedGroups } from '../wanted-groups.ts'

const input = z.strictObject({ accountId, displayName: line, language, groups: wantedGroups })

type AmendUser = z.infer<typeof input>

interface Seen {
  readonly firm: ParticipantId
  readonly user: UserSeen | null
  readonly groups: readonly GroupSeen[]
}

interface Proposal extends AmendUser {
  readonly firm: ParticipantId
  readonly user: UserSeen
  readonly membership: MembershipId
  readonly between: GroupsBetween
}

/** What a user is called, the language of his mail, and the user groups he is in. */
export const amendUser: ChangeKind<AmendUser, Seen, Proposal> = {
  id: 'user.amend',
  chain: 'firm',
  restricts: false,
  input,
  look: async (db, asked, { participant }) => {
    const firm = firmOf(participant)
    const ids = asked.groups.map(({ group }) => group)
    return {
      firm,
      user: await lookUser(db, firm, { account: asked.accountId }),
      groups: await lookGroups(db, firm, ids),
    }
  },
  propose: (asked, { firm, user, groups }) => {
    const may = mayChangeUser(user, 'role')
    if (!may.ok) return refused({ code: may.refusal })
    const his = may.value
    const renamed = mayChangeUser(user, 'person')
    if (!renamed.ok && amendsPerson(asked, his)) return refused({ code: renamed.refusal, field: 'name' })
    const between = groupsBetween(his.groups, asked.groups, groups)
    if (between === undefined) return refused({ code: 'not-found', field: 'groups' })
    return done({
      proposal: { ...asked, firm, user: his, membership: his.membershipId, between },
      concerns: his.accounts,
      lines: linesOf(asked, his, between),
      more: 0,
      before: canonicalJson({ user, groups }),
    })
  },
  apply: async (tx, world, proposal, authority, at) => {
    if (amendsPerson(proposal, proposal.user)) await amendPerson(tx, world, proposal, authority, at)
    const { left, joined } = proposal.between
    if (left.length + joined.length > 0) await regroup(tx, world, proposal, authority, at)
  },
}

function amendsPerson(asked: AmendUser, user: UserSeen): boolean {
  return asked.displayName !== user.displayName || asked.language !== user.language
}

function linesOf(asked: AmendUser, user: UserSeen, between: GroupsBetween): readonly ChangeLine[] {
  const values: readonly (readonly [ChangeLine['field'], string | null, string | null])[] = [
    ['name', user.displayName, asked.displayName],
    ['language', user.language, asked.language],
    ['groups', between.before, between.after],
  ]
  return values
    .filter(([, before, after]) => before !== after)
    .map(([field, before, after]) => ({ about: user.userId, field, before, after }))
}

async function amendPerson(
  tx: Tx,
  world: ChangeWorld,
  { user, displayName: display_name, language: spoken }: Proposal,
  authority: Authority,
  at: Instant,
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ display_name, language: spoken })
    .where('id', '=', user.personId)
    .execute()
  await recordEvent(tx, world, {
    kind: 'person.amended',
    at,
    accountId: user.accountId,
    reference: null,
    facts: { ...authorityFacts(authority), language: spoken },
    particulars: { displayName: display_name, before: user.displayName },
  })
}

async function regroup(
  tx: Tx,
  world: ChangeWorld,
  { user, firm, membership, between }: Proposal,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const { left, joined } = between
  if (left.length > 0)
    await tx
      .updateTable('user_group_member')
      .set({ valid_to: at })
      .where('membership_id', '=', membership)
      .where('valid_to', 'is', null)
      .where(
        'user_group_id',
        'in',
        left.map(({ id }) => id),
      )
      .execute()
  await joinGroups(
    tx,
    membership,
    joined.map(({ id, row }) => ({ group: id, row })),
    at,
  )
  await recordEvent(tx, world, {
    kind: 'membership.regrouped',
    at,
    accountId: user.accountId,
    reference: null,
    facts: { ...authorityFacts(authority), role: 'user', participant: firm },
    particulars: { before: between.before ?? '', groups: between.after ?? '' },
  })
}
