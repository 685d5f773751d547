import { z } from 'zod'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId, language, line, membershipId, personId, userId } from '../../changes/input-fields.ts'
import { authorityFacts, type ChangeKind, type ChangeLine } from '../../changes/kind.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { ParticipantId, PersonId } from '../../kernel/ids.ts'
import { done, refused } from '../../kernel/result.ts'
import { firmOf } from '../firm-of.ts'
import { joinGroups } from '../join-groups.ts'
import { type GroupSeen, isUserIdTaken, lookGroups, lookUser, type UserSeen } from '../look-user.ts'
import { groupsBetween } from '../rules/groups-between.ts'
import { wantedGroups } from '../wanted-groups.ts'

const input = z.strictObject({
  accountId,
  membershipId,
  userId,
  /** A new person, or a further User ID for somebody the firm has. */
  person: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('new'), id: personId, displayName: line, language }),
    z.strictObject({ is: z.literal('colleague'), userId }),
  ]),
  groups: wantedGroups,
  /** Whose profile it was copied from, for who decides on it (P13). */
  copiedFrom: userId.nullable(),
})

type CreateUser = z.infer<typeof input>

interface Seen {
  readonly firm: ParticipantId
  readonly taken: boolean
  readonly colleague: UserSeen | null
  readonly groups: readonly GroupSeen[]
}

interface Proposal extends CreateUser {
  readonly firm: ParticipantId
  readonly of: { readonly id: PersonId; readonly displayName: string }
}

/** A User ID for a person of the firm. Who leaves takes his with him: a successor has one of his own (P13). */
export const createUser: ChangeKind<CreateUser, Seen, Proposal> = {
  id: 'user.create',
  chain: 'firm',
  restricts: false,
  input,
  look: async (db, asked, { participant }) => {
    const firm = firmOf(participant)
    const { person } = asked
    return {
      firm,
      taken: await isUserIdTaken(db, asked.userId),
      colleague: person.is === 'new' ? null : await lookUser(db, firm, { userId: person.userId }),
      groups: await lookGroups(
        db,
        firm,
        asked.groups.map(({ group }) => group),
      ),
    }
  },
  propose: (asked, seen) => {
    const { person } = asked
    if (seen.taken) return refused({ code: 'user-id-taken', field: 'user_id' })
    if (person.is === 'colleague' && seen.colleague === null)
      return refused({ code: 'not-found', field: 'colleague' })
    const groups = groupsBetween([], asked.groups, seen.groups)
    if (groups === undefined) return refused({ code: 'not-found', field: 'groups' })
    const of = personOf(person, seen.colleague)
    return done({
      proposal: { ...asked, firm: seen.firm, of },
      concerns: seen.colleague?.accounts ?? [],
      lines: linesOf(asked, of, groups.after),
      more: 0,
      before: canonicalJson(seen),
    })
  },
  apply: async (tx, world, proposal, authority, at) => {
    const { accountId: account, membershipId: membership, person, of, firm } = proposal
    if (person.is === 'new') {
      const { displayName: display_name, language: spoken } = person
      await tx
        .insertInto('person')
        .values({ id: person.id, display_name, language: spoken, created_at: at })
        .execute()
    }
    const opened = { user_id: proposal.userId, person_id: of.id, status: 'active', created_at: at } as const
    await tx
      .insertInto('account')
      .values({ ...opened, id: account })
      .execute()
    const role = { account_id: account, participant_id: firm, role: 'user', valid_from: at } as const
    await tx
      .insertInto('membership')
      .values({ ...role, id: membership, valid_to: null })
      .execute()
    await joinGroups(tx, membership, proposal.groups, at)
    const { copiedFrom, userId: opens } = proposal
    await recordEvent(tx, world, {
      kind: 'account.opened',
      at,
      accountId: account,
      reference: null,
      facts: { ...authorityFacts(authority), role: 'user', participant: firm },
      particulars: { userId: opens, displayName: of.displayName, copiedFrom: copiedFrom ?? '' },
    })
  },
}

function personOf(person: CreateUser['person'], colleague: UserSeen | null): Proposal['of'] {
  if (person.is === 'new') return { id: person.id, displayName: person.displayName }
  if (colleague === null) throw new Error('a colleague was refused and went on')
  return { id: colleague.personId, displayName: colleague.displayName }
}

function linesOf(asked: CreateUser, of: Proposal['of'], groups: string | null): readonly ChangeLine[] {
  const { person, copiedFrom } = asked
  const colleague = person.is === 'colleague' ? `${of.displayName} (${person.userId})` : null
  const values: readonly (readonly [ChangeLine['field'], string | null])[] = [
    ['user-id', asked.userId],
    ['name', colleague ?? of.displayName],
    ['language', person.is === 'new' ? person.language : null],
    ['groups', groups],
    ['copied-from', copiedFrom],
  ]
  return values
    .filter(([, after]) => after !== null)
    .map(([field, after]) => ({ about: asked.userId, field, before: null, after }))
}
