import { z } from 'zod'
import { isUserIdTaken } from '../accounts/look-user.ts'
import { recordEvent } from '../audit/record-event.ts'
import { accountId, language, line, membershipId, newId, personId, userId } from '../changes/input-fields.ts'
import {
  type Authority,
  authorityFacts,
  type ChangeKind,
  type ChangeLine,
  type ChangeWorld,
  type Draft,
  type Known,
  type Problem,
} from '../changes/kind.ts'
import type { ReadDb, Tx } from '../db/transaction.ts'
import type { ParticipantId, PersonId } from '../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Language } from '../kernel/vocabulary.ts'
import { endOf } from '../programme/rules/calendar.ts'
import { DELEGATE_ROLES } from './delegates-of.ts'
import type { Hands } from './hands.ts'
import { groupFor, lookAtFirm, lookAtPerson, type PersonOfFirm } from './look-at-firm.ts'
import { putEmail } from './put-email.ts'
import { type FirmOfDelegates, whyNotAppointed, whyNotTheAddress } from './rules/may-be-delegate.ts'

/** Somebody new by name and language, or somebody of the firm by a User ID he has: his new one is for this office. */
const whom = z.union([z.object({ personId, name: line, language }), z.object({ ofUserId: userId })])

const appointInput = z.object({
  accountId,
  membershipId,
  groupRowId: newId,
  emailId: newId,
  userId,
  whom,
  role: z.enum(DELEGATE_ROLES),
  /** May be registered later; without it he can't initiate 2FA. */
  address: z.string().trim().max(300).nullable(),
  /** The last day of a temporary one, `2023-06-30`; null: until he is removed. */
  until: z.iso.date().nullable(),
})
export type Appointment = z.infer<typeof appointInput>

interface Seen {
  readonly participant: ParticipantId | null
  readonly firm: FirmOfDelegates | undefined
  readonly taken: boolean
  readonly existing: PersonOfFirm | undefined
  readonly group: { readonly id: string; readonly name: string } | undefined
  readonly endsAt: Instant | null
  readonly now: Instant
}

interface Proposal {
  readonly appointment: Appointment
  readonly participant: ParticipantId
  readonly person: {
    readonly id: PersonId
    readonly name: string
    readonly language: Language
    readonly isNew: boolean
  }
  readonly groupId: string
  readonly endsAt: Instant | null
}

type AppointKind = ChangeKind<Appointment, Seen, Proposal>

/** A Delegated Administrator: for good, or (`until` wanted) as cover to the end of a day. */
export function appointing(hands: Hands, deed: 'appoint' | 'cover'): AppointKind {
  return {
    ...hands.of(deed),
    restricts: false,
    input: appointInput,
    look,
    propose: (input, seen) => propose(deed, input, seen),
    apply,
  }
}

async function look(db: ReadDb, input: Appointment, known: Known): Promise<Seen> {
  const { programme, participant, at } = known
  const { until } = input
  const existing = 'ofUserId' in input.whom ? await lookAtPerson(db, input.whom.ofUserId, known) : undefined
  return {
    participant,
    firm: await lookAtFirm(db, known),
    taken: await isUserIdTaken(db, input.userId),
    existing,
    group: await groupFor(db, programme, input.role, known),
    endsAt: until === null ? null : endOf(programme.clock.zone, Temporal.PlainDate.from(until)),
    now: at,
  }
}

function propose(
  deed: 'appoint' | 'cover',
  input: Appointment,
  seen: Seen,
): Result<Draft<Proposal>, Problem> {
  const { participant, firm, existing, group, endsAt } = seen
  if (participant === null || firm === undefined) return refused({ code: 'not-found' })
  if (seen.taken) return refused({ code: 'user-id-taken', field: 'userId' })
  if ((deed === 'cover') !== (endsAt !== null)) return refused({ code: 'malformed', field: 'until' })
  if (endsAt !== null && isAtOrBefore(endsAt, seen.now))
    return refused({ code: 'until-passed', field: 'until' })
  const person = personOf(input, existing)
  if (person === undefined) return refused({ code: 'nobody-of-firm', field: 'ofUserId' })
  const as = input.role
  const problem =
    whyNotAppointed(firm, as, person.isNew ? null : person.id) ??
    (input.address === null ? null : whyNotTheAddress(firm, as, input.address))
  if (problem !== null) return refused(problem)
  if (group === undefined) return refused({ code: 'no-administrators-group' })
  return done({
    proposal: { appointment: input, participant, person, groupId: group.id, endsAt },
    concerns: existing?.accounts ?? [],
    lines: linesOf(input, person.name, person.language, group.name),
    more: 0,
    before: JSON.stringify([person, group.id, firm.singleControl]),
  })
}

function personOf(
  { whom: one }: Appointment,
  existing: PersonOfFirm | undefined,
): Proposal['person'] | undefined {
  if (!('ofUserId' in one)) return { id: one.personId, name: one.name, language: one.language, isNew: true }
  if (existing === undefined) return undefined
  return { id: existing.personId, name: existing.name, language: existing.language, isNew: false }
}

function linesOf(
  input: Appointment,
  name: string,
  inLanguage: Language,
  group: string,
): readonly ChangeLine[] {
  const about = input.userId
  const values = [
    ['user-id', input.userId],
    ['name', name],
    ['language', inLanguage],
    ['role', input.role],
    ['groups', group],
    ['email', input.address],
    ['until', input.until],
  ] as const
  return values.flatMap(([field, after]) => (after === null ? [] : [{ about, field, before: null, after }]))
}

async function apply(tx: Tx, world: ChangeWorld, proposal: Proposal, authority: Authority, at: Instant) {
  const { appointment, participant, person, groupId, endsAt } = proposal
  const { accountId: account, membershipId: membership, address, role: as } = appointment
  if (person.isNew) {
    const values = { id: person.id, display_name: person.name, language: person.language, created_at: at }
    await tx.insertInto('person').values(values).execute()
  }
  const opened = { id: account, person_id: person.id, user_id: appointment.userId, created_at: at }
  await tx
    .insertInto('account')
    .values({ ...opened, status: 'active' })
    .execute()
  const held = { participant_id: participant, role: as, valid_from: at, valid_to: null, ends_at: endsAt }
  await tx
    .insertInto('membership')
    .values({ id: membership, account_id: account, ...held })
    .execute()
  const member = { id: appointment.groupRowId, user_group_id: groupId, membership_id: membership }
  await tx
    .insertInto('user_group_member')
    .values({ ...member, valid_from: at, valid_to: null })
    .execute()
  await recordEvent(tx, world, {
    kind: 'account.opened',
    at,
    accountId: account,
    reference: null,
    facts: { ...authorityFacts(authority), role: as, participant, endsAt: endsAt?.toString() ?? null },
    particulars: { userId: appointment.userId, displayName: person.name },
  })
  if (address !== null) {
    const email = { id: appointment.emailId, accountId: account, address, participant }
    await putEmail(tx, world, email, authority, at)
  }
}
