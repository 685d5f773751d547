import type { SoughtPerson } from '../../src/accounts/seek-person.ts'
import type { UserOfSeveral } from '../../src/accounts/users-of-several.ts'
import type { ListedRequest } from '../../src/changes/list-requests.ts'
import type { ConnectUser } from '../../src/delegates/connect-users-of.ts'
import type { Delegate } from '../../src/delegates/delegates-of.ts'
import type {
  AccountId,
  CardId,
  MembershipId,
  ParticipantId,
  PersonId,
  RequestNumber,
  UserId,
} from '../../src/kernel/ids.ts'
import type { ListedFirm } from '../../src/participants/list-firms.ts'
import type { Course } from '../../src/programme/rules/launch.ts'
import { DelegatePage, DelegatesPage } from '../../src/surfaces/client-connect/pages/delegates-page.tsx'
import { USER_DEEDS } from '../../src/surfaces/operator-desk/desk-forms.ts'
import { DeskFormPage } from '../../src/surfaces/operator-desk/pages/desk-form-page.tsx'
import { FirmsPage } from '../../src/surfaces/operator-desk/pages/firms-page.tsx'
import { DeskLaunchPage } from '../../src/surfaces/operator-desk/pages/launch-page.tsx'
import { LookUpPage } from '../../src/surfaces/operator-desk/pages/look-up-page.tsx'
import { ParticipantPage } from '../../src/surfaces/operator-desk/pages/participant-page.tsx'
import {
  UserOfSeveralPage,
  UsersOfSeveralPage,
} from '../../src/surfaces/operator-desk/pages/users-of-several-page.tsx'
import type { Around } from '../../src/surfaces/pages/room-props.ts'
import { type Frame, textsOf } from '../../src/web/frame.ts'
import { caseSamples } from './case-samples.tsx'
import { sampleAround } from './room-samples.tsx'
import { asItIs, at, type Say } from './sample-frame.ts'
import { siteSamples } from './site-samples.tsx'

const PATH = '/ops/desk/participants'
const REQUESTS = '/ops/desk/requests'

/** The operator's desk. */
export function deskSamples(frame: Frame, say: Say = asItIs) {
  const around = { ...sampleAround(frame, say), firm: null }
  return {
    ...firmSamples(around, say),
    ...formSamples(around, say),
    ...launchSamples(around, say),
    ...lookUpSamples(around, say),
    ...severalSamples(around, say),
    ...caseSamples(around, say),
    ...siteSamples(around, say),
  }
}

function firmOf(say: Say): ListedFirm {
  return {
    ...{ id: '0190' as ParticipantId, code: 'C00112', nameEn: say('Lau Sau Ming'), nameZh: say('劉秀明') },
    ...{ singleControl: true, makers: 1, checkers: 0, ableToLogOn: 0, withoutEmail: 1, sharesAddress: true },
    warnings: ['nobody-can-log-on', 'few-makers', 'few-checkers', 'no-email', 'shared-address'],
  }
}

function requestOf(say: Say): ListedRequest {
  return {
    ...{ number: 'R-000123' as RequestNumber, kind: 'launch.decide', state: 'pending', participant: null },
    ...{ about: say('seoch-2fa-2023'), subjects: 2, maker: null, isMine: false, isOverdue: false },
    ...{ madeAt: at('2023-06-10T17:05+08:00'), dueAt: at('2023-06-14T00:00+08:00') },
    ...{ isEscalated: false, singleControl: true },
  }
}

function firmSamples(around: Around, say: Say) {
  const firm = firmOf(say)
  const well: ListedFirm = { ...firm, code: 'C00113', singleControl: false, warnings: [] }
  const filter = { every: PATH, 'at-risk': `${PATH}?filter=at-risk`, alone: `${PATH}?filter=alone` }
  const list = {
    ...{ ...around, path: PATH, counts: { every: 12, 'at-risk': 1, alone: 2 } },
    wanted: { search: say('lau'), filter: 'at-risk', after: '' },
    to: { filter, first: PATH, next: `${PATH}?after=C00113`, admit: `${PATH}/admit` },
  } as const
  const delegate: Delegate = {
    ...{ membershipId: '1' as MembershipId, accountId: '2' as AccountId, personId: '3' as PersonId },
    participant: '4' as ParticipantId,
    ...{ userId: 'LAUDAS01' as UserId, name: say('Lau Sau Ming'), language: 'zh-Hant', role: 'da-single' },
    ...{ status: 'suspended', email: say('lau@example.hk'), initiated: false, endsAt: null },
    ...{
      card: '5' as CardId,
      cardSerial: '2f3a9c',
      cardEnds: at('2026-12-31T23:59+08:00'),
      hasCardPassword: true,
    },
  }
  const connectUser: ConnectUser = {
    ...{ membershipId: '1' as MembershipId, accountId: '2' as AccountId, userId: 'LAUCC001' as UserId },
    ...{ name: say('Mok Ka Yan'), status: 'active', rights: ['EU_UserMaintenance', 'EU_Events'] },
  }
  const contact = { name: say('Tam Oi Lin'), office: say('Compliance'), telephone: say('+852 5550 0101') }
  const counts = { 'gets-in': 3, 'card-only': 0, 'not-ready': 1, 'locked-out': 1, waiting: 0, suspended: 1 }
  const one = {
    ...{ ...around, participant: firm, networks: [say('192.0.2.0/24')], delegates: [delegate] },
    ...{ connectUsers: [connectUser], ofSeveral: 2 },
    contacts: [{ id: '0190', ...contact, email: say('tam@example.hk') }],
    readiness: {
      supposed: 'recorded',
      ...{ at: at('2023-06-12T07:30+08:00'), people: 6, counts, notInitiated: 1 },
      ...{ noEmail: { users: 1, administrators: 0 }, makers: 1, checkers: 1 },
    },
    ...{ open: [requestOf(say)], alone: [requestOf(say)], path: PATH, requests: REQUESTS, mayAsk: true },
  } as const
  const bare = {
    networks: [],
    contacts: [],
    delegates: [],
    ...{ connectUsers: [], ofSeveral: 0 },
    open: [],
    alone: [],
    requests: null,
    mayAsk: false,
  }
  const desk = {
    base: `${PATH}/C00112/delegates`,
    atDesk: { about: say('C00112'), deeds: ['suspend'] },
  } as const
  return {
    'desk-firms': <FirmsPage {...list} firms={[firm, well]} />,
    'desk-firms-none': (
      <FirmsPage {...list} firms={[]} to={{ filter, first: null, next: null, admit: null }} />
    ),
    'desk-firm': <ParticipantPage {...one} />,
    'desk-firm-to-look-at': <ParticipantPage {...one} {...bare} participant={well} />,
    'desk-delegates': (
      <DelegatesPage {...around} {...desk} delegates={[delegate]} tooFew={false} singleControl />
    ),
    'desk-delegate': <DelegatePage {...around} {...desk} delegate={{ ...delegate, status: 'active' }} />,
  }
}

function formSamples(around: Around, say: Say) {
  const message = say(textsOf(around.frame).changes.problems.malformed)
  const systems = [{ id: 'ccms', name: { en: say('CCMS'), 'zh-Hant': say('CCMS') } }] as never
  const form = {
    ...around,
    back: PATH,
    typed: new Map([['remark', say('By letter')]]),
    systems,
    sessions: [],
  }
  return {
    'desk-form': (
      <DeskFormPage {...form} deed="admit-participant" about="" action={`${PATH}/admit`} errors={[]} />
    ),
    'desk-form-refused': (
      <DeskFormPage
        {...form}
        deed="grace"
        about={say('C00112')}
        action="/ops/desk/launch/grace"
        errors={[{ field: 'businessDays', message }]}
      />
    ),
    'desk-form-postpone': (
      <DeskFormPage {...form} deed="postpone" about="" action="/ops/desk/launch/postpone" errors={[]} />
    ),
  }
}

function severalSamples(around: Around, say: Say) {
  const page = { ...around, participant: firmOf(say), path: PATH }
  const codes = ['C00112', 'C00113']
  const user: UserOfSeveral = {
    ...{ accountId: '2' as AccountId, userId: 'LAUUSR01' as UserId, displayName: say('Mok Ka Yan') },
    ...{ status: 'active', address: say('mok@example.hk'), hasCredentials: true },
    firms: codes.map((code) => ({ id: code as ParticipantId, code })),
  }
  const contact = { name: say('Tam Oi Lin'), office: say('Compliance'), telephone: say('+852 5550 0101') }
  const contacts = [{ id: '0190', ...contact, email: say('tam@example.hk') }]
  const callBack = codes.map((code, n) => ({ code, contacts: n === 0 ? contacts : [] }))
  return {
    'desk-users-of-several': <UsersOfSeveralPage {...page} users={[user]} />,
    'desk-users-of-several-none': <UsersOfSeveralPage {...page} users={[]} />,
    'desk-user-of-several': (
      <UserOfSeveralPage
        {...{ ...page, user, callBack, to: REQUESTS, deeds: USER_DEEDS, requests: [requestOf(say)] }}
      />
    ),
    'desk-user-of-several-bare': (
      <UserOfSeveralPage
        {...{ ...page, callBack, to: null, deeds: [], requests: [] }}
        user={{ ...user, status: 'suspended', address: null, hasCredentials: false }}
      />
    ),
  }
}

function lookUpSamples(around: Around, say: Say) {
  const contact = { name: say('Tam Oi Lin'), office: say('Compliance'), telephone: say('+852 5550 0101') }
  const house = { role: 'hotline', participant: null, code: null } as const
  const page = {
    ...{ ...around, action: '/ops/desk/look-up', refusal: null, person: null, callBack: [] },
    openCase: '/ops/desk/cases/open',
  }
  const person: SoughtPerson = {
    ...{ accountId: '2' as AccountId, userId: 'LAUDAS01' as UserId, displayName: say('Lau Sau Ming') },
    ...{ emailRegistered: false, credentials: ['password', 'app'], seats: [house] },
    ...{ status: 'active', lockedUntil: at('2023-06-10T18:35+08:00') },
  }
  const said = { what: say('Logging on'), where: say('By OTP'), why: say('It was wrong'), next: say('Again') }
  const refusal = { ...said, at: at('2023-06-10T18:05+08:00'), locked: say('Locked'), ofNobody: false }
  return {
    'desk-look-up': <LookUpPage {...page} asked="" />,
    'desk-look-up-nobody': <LookUpPage {...page} asked={say('NOBODY99')} />,
    'desk-look-up-typed-wrong': (
      <LookUpPage {...page} asked="BCD-FGH-JKL" refusal={{ ...refusal, ofNobody: true }} />
    ),
    'desk-look-up-found': (
      <LookUpPage
        {...page}
        asked="BCD-FGH-JKL"
        refusal={refusal}
        person={person}
        callBack={[{ code: 'C00112', contacts: [{ id: '0190', ...contact, email: say('tam@example.hk') }] }]}
      />
    ),
  }
}

function launchSamples(around: Around, say: Say) {
  const title = { en: say('Launch'), 'zh-Hant': say('推出') }
  const day = { switchesAt: at('2023-06-12T00:00+08:00'), decideBy: at('2023-06-11T18:00+08:00') }
  const course: Course = { state: 'open', source: 'file', ...day } as never
  const signed = { decidedAt: at('2023-06-10T18:00+08:00'), maker: say('OPSMAK01'), checker: say('OPSCHK01') }
  const decision = { ...signed, remark: say('All is well') }
  const page = { ...around, isFirm: false, path: '/ops/desk/launch', requests: REQUESTS }
  const states = ['open', 'lapsed', 'stopped', 'rolled-back', 'approved'] as const
  return {
    'desk-launch': (
      <DeskLaunchPage
        {...page}
        plans={states.map((state) => ({
          title,
          course: { ...course, state, switchesAt: state === 'rolled-back' ? null : course.switchesAt },
          switched: state === 'approved',
        }))}
        decisions={[
          { ...decision, kind: 'go' },
          {
            ...decision,
            kind: 'postponement',
            of: { participant: say('C00112') },
            switchesAt: day.switchesAt,
          },
          {
            ...decision,
            kind: 'grace',
            of: { person: 'LAUDAS01' as UserId },
            system: 'ccms' as never,
            businessDays: 3,
          },
        ]}
        waiting={[requestOf(say)]}
        deeds={['decide', 'postpone', 'roll-back', 'grace', 'extend']}
      />
    ),
    'desk-launch-undecided': (
      <DeskLaunchPage {...page} isFirm plans={[]} decisions={[]} waiting={[]} deeds={[]} />
    ),
  }
}
