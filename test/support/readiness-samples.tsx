import type { FirmAddress } from '../../src/emails/firm-addresses.ts'
import type { Upload } from '../../src/emails/read-upload.ts'
import type { AccountId, UploadId, UserId } from '../../src/kernel/ids.ts'
import { FIRM_TASKS } from '../../src/readiness/rules/firm-tasks.ts'
import { DmsOverviewPage } from '../../src/surfaces/dms/pages/dms-overview-page.tsx'
import { EmailOfUserPage } from '../../src/surfaces/dms/pages/email-of-user-page.tsx'
import { EmailsPage } from '../../src/surfaces/dms/pages/emails-page.tsx'
import { ReadinessPage } from '../../src/surfaces/dms/pages/readiness-page.tsx'
import { UploadPage } from '../../src/surfaces/dms/pages/upload-page.tsx'
import { UploadsPage } from '../../src/surfaces/dms/pages/uploads-page.tsx'
import type { Around } from '../../src/surfaces/pages/room-props.ts'
import { textsOf } from '../../src/web/frame.ts'
import { at, type Say } from './sample-frame.ts'

const NOW = at('2023-06-10T18:05+08:00')
const BASE = '/dms/security/C00101'

/** The pages of DMS about readiness and registered emails. */
export function readinessSamples(around: Around, say: Say) {
  const query = { filter: 'all', search: say('Chan'), from: { after: '' } } as const
  const refused = addressOf(say, { state: 'refused', answer: say('550 5.1.1 No such mailbox'), shared: true })
  const none = addressOf(say, {
    state: 'none',
    address: null,
    since: null,
    mailAt: null,
    status: 'suspended',
  })
  const page = { previous: null, next: `${BASE}/emails?after=HLSUSR02` }
  const user = { ...around, path: `${BASE}/emails/user/HLSUSR01`, typed: say('a@b'), tested: 1 }
  const waiting = [{ number: 'R-000012', to: `${BASE}/requests/R-000012` }]
  const wrong = [{ field: 'address', message: textsOf(around.frame).emails.faults['no-domain'] }]
  const upload = {
    ...around,
    path: `${BASE}/emails/uploads/x`,
    uploads: `${BASE}/emails/uploads`,
    errors: [],
  }
  const asks = { ...upload, mayAsk: true, request: null }
  const request = { number: 'R-000012', to: `${BASE}/requests/R-000012` }
  return {
    'dms-overview': (
      <DmsOverviewPage {...around} {...overview} locked={{ first: [locked(say)], all: 2 }} inTest />
    ),
    'dms-emails': (
      <EmailsPage
        {...around}
        path={`${BASE}/emails`}
        query={query}
        list={{ ...page, rows: [refused, none] }}
        tested={2}
      />
    ),
    'dms-email-of-user': <EmailOfUserPage {...user} user={refused} waiting={waiting} errors={wrong} />,
    'dms-uploads': (
      <UploadsPage {...around} base={BASE} uploads={[uploadOf(say, {})]} requests={new Map()} errors={[]} />
    ),
    'dms-uploads-asked': (
      <UploadsPage
        {...around}
        base={BASE}
        uploads={[uploadOf(say, {})]}
        requests={new Map([[uploadOf(say, {}).id, 'R-000123']])}
        errors={[]}
      />
    ),
    'dms-upload-checking': (
      <UploadPage
        {...asks}
        upload={uploadOf(say, { standing: 'checking', counts: null, faults: [], changes: [] })}
      />
    ),
    'dms-upload-faulty': <UploadPage {...asks} upload={uploadOf(say, { changes: [] })} />,
    'dms-upload-ready': <UploadPage {...asks} upload={uploadOf(say, { standing: 'ready', faults: [] })} />,
    'dms-upload-applying': (
      <UploadPage {...asks} request={request} upload={uploadOf(say, { standing: 'applying', faults: [] })} />
    ),
    'dms-upload-asked': (
      <UploadPage {...asks} request={request} upload={uploadOf(say, { standing: 'ready' })} />
    ),
    'dms-readiness': (
      <ReadinessPage
        {...around}
        path={`${BASE}/readiness`}
        base={BASE}
        query={query}
        list={{
          ...page,
          rows: [person, cardOnly].map((one) => ({ ...one, displayName: say('Chan Tai Man') })),
        }}
      />
    ),
  }
}

const person = {
  userId: 'HLSUSR04' as UserId,
  roles: ['user'],
  standing: 'locked-out',
  isCardOnly: false,
  lacks: ['no-email', 'not-initiated'],
  mustAct: ['delegated-administrators', 'himself'],
} as const
const cardOnly = {
  ...{ ...person, userId: 'HLSUSR05' as UserId, standing: 'gets-in' as const, isCardOnly: true },
  ...{ lacks: ['not-initiated' as const], mustAct: ['himself' as const] },
}

const overview = {
  base: BASE,
  roles: ['da-maker'],
  openUntil: null,
  isMorning: true,
  readiness: {
    at: at('2023-06-12T07:00+08:00'),
    supposed: 'recorded',
    people: 6,
    counts: { 'gets-in': 1, 'card-only': 1, 'not-ready': 4, 'locked-out': 1, waiting: 0, suspended: 0 },
    noEmail: { users: 1, administrators: 0 },
    notInitiated: 4,
    makers: 1,
    checkers: 2,
  },
  tasks: FIRM_TASKS.map((name, index) => ({ name, open: index % 3, actor: 'client-connect' }) as const),
  shared: 2,
  dates: [
    {
      id: 'launch',
      at: at('2023-06-12T00:00+08:00'),
      title: { en: 'Launch', 'zh-Hant': '推出' },
      source: 'assumed',
    },
  ],
} as const

function locked(say: Say) {
  return {
    userId: 'HLSUSR02' as UserId,
    displayName: say('Chan Tai Man'),
    lockedUntil: at('2023-06-10T18:20+08:00'),
  }
}

function addressOf(say: Say, other: Partial<FirmAddress>): FirmAddress {
  return {
    accountId: 'a' as AccountId,
    userId: 'HLSUSR01' as UserId,
    displayName: say('Chan Tai Man'),
    status: 'active',
    roles: ['user'],
    address: say('tai.man@hl.example'),
    since: NOW,
    state: 'sent',
    mailAt: NOW,
    answer: null,
    shared: false,
    ...other,
  }
}

function uploadOf(say: Say, other: Partial<Upload>): Upload {
  return {
    id: '0b6f0f0c-8a0e-4b7e-9f57-0d6b1f3c2a11' as UploadId,
    fileName: say('addresses.csv'),
    by: 'a' as AccountId,
    receivedAt: NOW,
    standing: 'faulty',
    rows: 300,
    progress: 120,
    sha256: '5a'.repeat(32),
    counts: {
      ...{ faults: 1, faultyLines: 1, changes: 250, first: 240, unchanged: 30, empty: 19 },
      ...{ shared: 2, otherDomain: 1, looksLike: 1, suspended: 1 },
    },
    faults: [{ line: 12, column: 10, code: 'other-script', detail: say('сhan@hl.example') }],
    changes: [
      {
        line: 2,
        userId: 'HLSUSR01' as UserId,
        before: null,
        after: say('tai.man@hl.example'),
        warnings: ['shared', 'looks-like'],
      },
    ],
    ...other,
  }
}
