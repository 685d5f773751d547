import type { z } from 'zod'
import { reinstateOfSeveral, suspendOfSeveral } from '../../accounts/changes/suspend-user.ts'
import type { UserOfSeveral } from '../../accounts/users-of-several.ts'
import type { KindId } from '../../changes/kind.ts'
import { amendConnectRights, openConnectUser } from '../../delegates/connect-users.ts'
import { registerOfSeveral, withdrawOfSeveral } from '../../emails/changes.ts'
import type { AccountId, ParticipantId } from '../../kernel/ids.ts'
import { ACCESS_RIGHTS } from '../../kernel/vocabulary.ts'
import { decideLaunch, grantGrace, postponeLaunch, rollBackLaunch } from '../../launch/changes.ts'
import { extendSession } from '../../launch/extend-session.ts'
import { amendParticipant } from '../../participants/changes/amend-participant.ts'
import { recordContact, withdrawContact } from '../../participants/changes/keep-contact.ts'
import { grantSingleControl, withdrawSingleControl } from '../../participants/changes/single-control.ts'
import { admitParticipant } from '../../participants/changes.ts'
import type { Contact } from '../../participants/contacts-of.ts'
import type { ParticipantSeen } from '../../participants/look-participant.ts'
import type { Programme } from '../../programme/programme.ts'
import { resetOfSeveral } from '../../resets/changes/reset-credentials.ts'
import { discardBranch, openBranch } from '../../sites/changes.ts'
import { explainBranch } from '../../sites/explain-branch.ts'
import type { Texts } from '../../texts/en.ts'
import type { Fields } from '../../web/forms.ts'
import { groupsToBegin } from './groups-to-begin.ts'
import { readMoment, sayLocal } from './read-moment.ts'

export type DeskDeed = keyof Texts['deskForms']['titles']
export type DeskField = Exclude<keyof Texts['deskForms']['fields'], 'remark'>

/** What a form is about, as it was found. */
export interface About {
  readonly programme: Programme
  readonly firm: ParticipantSeen | null
  readonly contact: Contact | null
  readonly user: UserOfSeveral | null
  /** Whom a launch decision is about; undefined: nobody is called that. */
  readonly of:
    | 'everybody'
    | { readonly participant: ParticipantId }
    | { readonly person: AccountId }
    | undefined
  /** Ids of what will be created are drawn here, once. */
  readonly draw: () => string
}

interface DeskForm {
  readonly kind: { readonly id: KindId; readonly input: z.ZodType<unknown>; readonly restricts: boolean }
  readonly fields: readonly DeskField[]
  /** What stands in the fields before anything is typed. */
  readonly onRecord?: (about: About) => Readonly<Partial<Record<DeskField, string>>>
  /** What was typed, as the kind asks for it; what is wrong in it, the kind says. */
  readonly input: (typed: Fields, about: About) => unknown
}

const at = (typed: Fields, name: DeskField | 'remark') => typed.get(name)?.trim() ?? ''
const says = (typed: Fields, { programme }: About) => ({
  programmeId: programme.id,
  remark: at(typed, 'remark'),
})
const moment = (typed: Fields, { programme }: About, day: DeskField, time: DeskField) =>
  readMoment(programme.clock.zone, at(typed, day), at(typed, time))
const networksOf = (typed: Fields) =>
  at(typed, 'networks')
    .split(/[\s,;]+/)
    .filter(Boolean)

const his = (user: About['user']) => ({ accountId: user?.accountId })

const noRights = Object.fromEntries(ACCESS_RIGHTS.map((right) => [right, 'no']))
const rightsOf = (typed: Fields, draw: () => string) =>
  ACCESS_RIGHTS.filter((right) => at(typed, right) === 'yes').map((right) => ({ id: draw(), right }))

const WINDOW = ['session', 'fromDay', 'fromTime', 'untilDay', 'untilTime'] as const

function windowTyped(typed: Fields, about: About) {
  const from = moment(typed, about, 'fromDay', 'fromTime')
  return { session: at(typed, 'session'), from, until: moment(typed, about, 'untilDay', 'untilTime') }
}

/** Around the first test session that needs a branch; none is filled in where none does. */
function windowFor(
  { sessions, clock }: Programme,
  about: 'opensAt' | 'closesAt',
  { from, until }: Readonly<Record<'from' | 'until', Temporal.DurationLikeObject>>,
): Partial<Record<DeskField, string>> {
  const session = sessions.find(({ carriedForward }) => !carriedForward)
  if (session === undefined) return {}
  const begins = sayLocal(session[about].add(from), clock.zone)
  const ends = sayLocal(session[about].add(until), clock.zone)
  return {
    ...{ session: session.id, fromDay: begins.day, fromTime: begins.time },
    ...{ untilDay: ends.day, untilTime: ends.time },
  }
}

/** Every form of the desk: which change it asks for, what is filled in, and what is then asked. */
export const DESK_FORMS: Readonly<Record<DeskDeed, DeskForm>> = {
  'admit-participant': {
    kind: admitParticipant,
    fields: ['code', 'nameEn', 'nameZh', 'singleControl'],
    onRecord: () => ({ singleControl: 'no' }),
    input: (typed, { programme, draw }) => ({
      ...{ id: draw(), code: at(typed, 'code'), nameEn: at(typed, 'nameEn'), nameZh: at(typed, 'nameZh') },
      singleControl: at(typed, 'singleControl') === 'yes',
      groups: groupsToBegin(programme).map((group) => ({ id: draw(), ...group })),
    }),
  },
  'amend-participant': {
    kind: amendParticipant,
    fields: ['nameEn', 'nameZh', 'networks'],
    onRecord: ({ firm }) =>
      firm ? { nameEn: firm.nameEn, nameZh: firm.nameZh, networks: firm.networks.join(' ') } : {},
    input: (typed, { draw }) => ({
      ...{ nameEn: at(typed, 'nameEn'), nameZh: at(typed, 'nameZh') },
      networks: networksOf(typed).map((network) => ({ id: draw(), network })),
    }),
  },
  'grant-single-control': { kind: grantSingleControl, fields: [], input: () => ({}) },
  'withdraw-single-control': { kind: withdrawSingleControl, fields: [], input: () => ({}) },
  'record-contact': {
    kind: recordContact,
    fields: ['name', 'office', 'telephone', 'email'],
    input: (typed, { draw }) => ({
      ...{ id: draw(), name: at(typed, 'name'), office: at(typed, 'office') },
      ...{ telephone: at(typed, 'telephone'), email: at(typed, 'email') },
    }),
  },
  'withdraw-contact': { kind: withdrawContact, fields: [], input: (_, { contact }) => ({ id: contact?.id }) },
  'user-register-email': {
    kind: registerOfSeveral,
    fields: ['address'],
    onRecord: ({ user }) => ({ address: user?.address ?? '' }),
    input: (typed, { user, draw }) => ({ ...his(user), id: draw(), address: at(typed, 'address') }),
  },
  'user-withdraw-email': { kind: withdrawOfSeveral, fields: [], input: (_, { user }) => his(user) },
  'user-reset': { kind: resetOfSeveral, fields: [], input: (_, { user }) => his(user) },
  'user-suspend': { kind: suspendOfSeveral, fields: [], input: (_, { user }) => his(user) },
  'user-reinstate': { kind: reinstateOfSeveral, fields: [], input: (_, { user }) => his(user) },
  'open-connect-user': {
    kind: openConnectUser,
    fields: ['userId', 'name', 'language', 'address', ...ACCESS_RIGHTS],
    onRecord: () => noRights,
    input: (typed, { draw }) => ({
      ...{ personId: draw(), accountId: draw(), membershipId: draw(), emailId: draw() },
      ...{ userId: at(typed, 'userId'), name: at(typed, 'name'), language: at(typed, 'language') },
      ...{ address: at(typed, 'address'), rights: rightsOf(typed, draw) },
    }),
  },
  'amend-connect-rights': {
    kind: amendConnectRights,
    fields: ['userId', ...ACCESS_RIGHTS],
    onRecord: () => noRights,
    input: (typed, { draw }) => ({ userId: at(typed, 'userId'), rights: rightsOf(typed, draw) }),
  },
  decide: {
    kind: decideLaunch,
    fields: ['decision'],
    input: (typed, about) => ({ ...says(typed, about), decision: at(typed, 'decision') }),
  },
  postpone: {
    kind: postponeLaunch,
    fields: ['of', 'who', 'day', 'time', 'decideDay', 'decideTime'],
    onRecord: () => ({ of: 'everybody', time: '00:00' }),
    input: (typed, about) => ({
      ...says(typed, about),
      of: about.of,
      switchesAt: moment(typed, about, 'day', 'time'),
      decideBy: at(typed, 'decideDay') === '' ? null : moment(typed, about, 'decideDay', 'decideTime'),
    }),
  },
  'roll-back': {
    kind: rollBackLaunch,
    fields: ['of', 'who'],
    onRecord: () => ({ of: 'everybody' }),
    input: (typed, about) => ({ ...says(typed, about), of: about.of }),
  },
  grace: {
    kind: grantGrace,
    fields: ['of', 'who', 'system', 'businessDays'],
    onRecord: () => ({ of: 'participant', businessDays: '3' }),
    input: (typed, about) => ({
      ...{ ...says(typed, about), of: about.of, system: at(typed, 'system') },
      businessDays: Number(at(typed, 'businessDays')),
    }),
  },
  extend: {
    kind: extendSession,
    fields: ['session', 'minutes'],
    onRecord: () => ({ minutes: '15' }),
    input: (typed, about) => ({
      ...says(typed, about),
      session: at(typed, 'session'),
      minutes: at(typed, 'minutes'),
    }),
  },
  'open-branch': {
    kind: openBranch,
    fields: WINDOW,
    onRecord: ({ programme }) =>
      windowFor(programme, 'opensAt', { from: { hours: -1 }, until: { hours: 2 } }),
    input: windowTyped,
  },
  'discard-branch': {
    kind: discardBranch,
    fields: WINDOW,
    onRecord: ({ programme }) =>
      windowFor(programme, 'closesAt', { from: { hours: 0 }, until: { hours: 24 } }),
    input: windowTyped,
  },
  'explain-branch': {
    kind: explainBranch,
    fields: ['branch'],
    input: (typed) => ({ branch: at(typed, 'branch') }),
  },
}

/** What operators do for a user whom several firms have. */
export const USER_DEEDS = [
  'user-register-email',
  'user-withdraw-email',
  'user-reset',
  'user-suspend',
  'user-reinstate',
] as const satisfies readonly DeskDeed[]

/** What a kind calls a thing, and the field of the form that holds it. */
const FIELD_OF: Readonly<Record<string, DeskField>> = { switchesAt: 'day', decideBy: 'decideDay' }

/** A fault of something that this form has no field for is said at the remark, which every form has. */
export function fieldIn(deed: DeskDeed, named: string): DeskField | 'remark' {
  const field = FIELD_OF[named] ?? named
  return DESK_FORMS[deed].fields.find((one) => one === field) ?? 'remark'
}
