import type { AccountId, FunctionId, PersonId, UserId } from '../../src/kernel/ids.ts'
import { AskPage } from '../../src/surfaces/dms/pages/ask-page.tsx'
import { GroupFormPage } from '../../src/surfaces/dms/pages/group-form-page.tsx'
import { GroupPage } from '../../src/surfaces/dms/pages/group-page.tsx'
import { GroupsPage } from '../../src/surfaces/dms/pages/groups-page.tsx'
import { ListingsPage } from '../../src/surfaces/dms/pages/listings-page.tsx'
import { ReferencesPage } from '../../src/surfaces/dms/pages/references-page.tsx'
import { AmendUserPage, CreateUserPage } from '../../src/surfaces/dms/pages/user-form-page.tsx'
import { UserPage } from '../../src/surfaces/dms/pages/user-page.tsx'
import { UsersPage } from '../../src/surfaces/dms/pages/users-page.tsx'
import { type Frame, textsOf } from '../../src/web/frame.ts'
import { sampleAround } from './room-samples.tsx'
import { asItIs, at, type Say } from './sample-frame.ts'

const BASE = '/dms/security/C00101'
const ONLINE = 'ccms.online' as FunctionId

/** A firm's users, user groups and listings. */
export function dmsSamples(frame: Frame, say: Say = asItIs) {
  return { ...userSamples(frame, say), ...groupSamples(frame, say) }
}

function userSamples(frame: Frame, say: Say) {
  const around = sampleAround(frame, say)
  const since = at('2023-04-24T10:00+08:00')
  const wanted = { search: say('hls'), filter: 'present', sort: 'name', from: null } as const
  const line = {
    ...{ userId: say('HLSUSR04') as UserId, href: `${BASE}/users/HLSUSR04`, name: say('Ho Pui Shan') },
    ...({ roles: ['user'], status: 'active', email: null, standing: 'locked-out' } as const),
  }
  const ready = { ...line, email: say('c@example.hk'), standing: 'gets-in' } as const
  const counts = { present: 40, 'no-email': 25, 'not-initiated': 30, suspended: 1, removed: 2, disabled: 3 }
  const everyFilter = {
    'no-email': BASE,
    'not-initiated': BASE,
    suspended: BASE,
    removed: BASE,
    disabled: BASE,
  }
  const to = {
    ...{
      list: `${BASE}/users`,
      filter: { present: BASE, ...everyFilter },
      sort: { 'user-id': BASE, name: BASE },
    },
    ...{ previous: BASE, next: BASE, file: `${BASE}/listings/users.csv`, create: `${BASE}/users/new` },
  }
  const user = {
    ...{ id: '0190' as AccountId, personId: '0191' as PersonId, userId: say('HLSUSR04') as UserId },
    ...({
      displayName: say('Ho Pui Shan'),
      language: 'en',
      status: 'active',
      roles: ['user'],
      since,
      until: null,
    } as const),
    ...({ email: null, passwordSince: since, channels: [{ kind: 'app', since }], lastLogon: since } as const),
    groups: [{ id: '0192', name: say('all'), functions: [ONLINE] }],
    otherIds: [say('HLSUSR09') as UserId],
  }
  const standing = {
    name: 'locked-out',
    at: since,
    lacks: [say('no email'), say('no 2FA')],
    mustAct: [say('DAs')],
  } as const
  const actions = {
    ...{ amend: BASE, copy: BASE, unlock: BASE, 'reset-password': BASE, 'reset-channel': BASE },
    ...{ emergency: BASE, cards: BASE, 'end-sessions': BASE, suspend: BASE, reinstate: null, remove: BASE },
  }
  const requests = [{ number: 'R-000123', title: say('Amend'), href: `${BASE}/requests/R-000123` }]
  const history = [{ at: since, text: say('Logged on'), href: null }]
  const profile = {
    ...{ ...around, user, lockedUntil: since, standing, requests, history, actions },
    ...{
      noEmergency: 'not-initiated' as const,
      hrefOf: () => `${BASE}/users/HLSUSR09`,
      functionNameOf: () => say('Online Functions'),
    },
  }
  const none = noneOf(actions)
  const refused = {
    ...{
      at: since,
      user: { to: BASE, text: say('HLSUSR09 (Chan Tai Man)') },
      what: say('Logging on'),
      where: null,
    },
    ...{
      why: say('The password was wrong.'),
      next: say('Type it again.'),
      locked: say('Locked until 08:31.'),
    },
  }
  const bare = { ...user, groups: [], otherIds: [], channels: [], passwordSince: null, lastLogon: null }
  const gone = { ...bare, status: 'removed', roles: [], until: since } as const
  return {
    users: <UsersPage {...around} wanted={wanted} counts={counts} lines={[line, ready]} to={to} />,
    'users-none': (
      <UsersPage {...around} wanted={wanted} counts={counts} lines={[]} to={{ ...to, create: null }} />
    ),
    references: <ReferencesPage {...around} action={BASE} asked="" found={null} />,
    'references-none': <ReferencesPage {...around} action={BASE} asked="BCD-FGH-JKL" found={null} />,
    'references-found': <ReferencesPage {...around} action={BASE} asked="BCD-FGH-JKL" found={refused} />,
    user: <UserPage {...profile} />,
    'user-da': <UserPage {...profile} user={{ ...user, roles: ['da-maker'] }} actions={none} />,
    'user-removed': (
      <UserPage {...profile} user={gone} standing={null} requests={[]} history={[]} actions={none} />
    ),
    ...userFormSamples(frame, say),
  }
}

const noneOf = <Name extends string>(actions: Readonly<Record<Name, unknown>>) =>
  Object.fromEntries(Object.keys(actions).map((name) => [name, null])) as Record<Name, null>

function userFormSamples(frame: Frame, say: Say) {
  const around = sampleAround(frame, say)
  const t = textsOf(frame)
  const groups = [{ id: '0192', name: say('all'), functions: say('Online Functions') }]
  const entries = {
    ...{
      user_id: say('HLSUSR11'),
      colleague: '',
      name: say('Wu Lai Kuen'),
      language: 'en',
      remark: say('New'),
    },
    groups: new Set(['0192']),
  }
  const action = `${BASE}/users/new`
  const form = { ...around, action, back: `${BASE}/users`, errors: [], entries, groups }
  const taken = [{ field: 'user_id', message: say(t.changes.problems['user-id-taken']) }]
  const fill = { action, like: say('HLSUSR01'), isUnknown: false }
  const ask = {
    ...around,
    about: say('HLSUSR04'),
    action: `${BASE}/users/HLSUSR04/suspend`,
    back: BASE,
    errors: [],
  }
  return {
    'user-new': <CreateUserPage {...form} fill={fill} />,
    'user-new-refused': (
      <CreateUserPage {...form} errors={taken} groups={[]} fill={{ ...fill, isUnknown: true }} />
    ),
    'user-amend': <AmendUserPage {...form} userId={say('HLSUSR04')} />,
    'user-suspend': (
      <AskPage
        {...ask}
        title={t.userForms.suspendTitle}
        intro={t.userForms.suspendIntro}
        button={t.userForms.suspendNow}
        hurts
        remark=""
      />
    ),
  }
}

function groupSamples(frame: Frame, say: Say) {
  const around = sampleAround(frame, say)
  const t = textsOf(frame)
  const group = { id: '0192', name: say('all'), functions: [ONLINE], members: 3, ofAdministrators: false }
  const names = [say('Online Functions')]
  const list = {
    ...around,
    functionNameOf: () => say('Online Functions'),
    hrefOf: (id: string) => `${BASE}/groups/${id}`,
  }
  const functions = [{ id: ONLINE, name: say('Online Functions') }]
  const entries = { name: say('all'), functions: new Set<string>([ONLINE]), remark: '' }
  return {
    groups: (
      <GroupsPage {...list} groups={[group, { ...group, functions: [] }]} create={`${BASE}/groups/new`} />
    ),
    'groups-none': <GroupsPage {...list} groups={[]} create={null} />,
    group: <GroupPage {...around} group={group} functionNames={names} amend={BASE} remove={null} />,
    'group-of-das': (
      <GroupPage
        {...around}
        group={{ ...group, ofAdministrators: true }}
        functionNames={[]}
        amend={null}
        remove={null}
      />
    ),
    'group-amend': (
      <GroupFormPage
        {...around}
        title={t.groups.amendTitle}
        action={`${BASE}/groups/0192/amend`}
        back={BASE}
        errors={[{ field: 'name', message: say(t.changes.problems['group-name-taken']) }]}
        entries={entries}
        functions={functions}
        members={3}
      />
    ),
    listings: <ListingsPage {...around} fileOf={(listing) => `${BASE}/listings/${listing}.csv`} />,
  }
}
