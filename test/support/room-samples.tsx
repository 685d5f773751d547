import type { ListedRequest } from '../../src/changes/list-requests.ts'
import type { RequestView } from '../../src/changes/read-request.ts'
import type { ParticipantId, Reference, RequestNumber, UserId } from '../../src/kernel/ids.ts'
import { NOTICE_KINDS } from '../../src/kernel/vocabulary.ts'
import { ChooseFirmPage } from '../../src/surfaces/pages/choose-firm-page.tsx'
import { OverviewPage } from '../../src/surfaces/pages/overview-page.tsx'
import { FirmPage } from '../../src/surfaces/pages/room-page.tsx'
import type { Around } from '../../src/surfaces/pages/room-props.ts'
import { StepUpPage } from '../../src/surfaces/pages/step-up-page.tsx'
import { RequestPage } from '../../src/surfaces/requests/request-page.tsx'
import { RequestsPage } from '../../src/surfaces/requests/requests-page.tsx'
import { Checkboxes, Entry, Select, UploadForm } from '../../src/web/entry-parts.tsx'
import { PostForm } from '../../src/web/form-parts.tsx'
import { type Frame, textsOf } from '../../src/web/frame.ts'
import { Done, DownloadLink, Empty, Pager, Progress, Search, Table, Tag } from '../../src/web/list-parts.tsx'
import { readinessSamples } from './readiness-samples.tsx'
import { asItIs, at, type Say, sampleMail, sampleSession } from './sample-frame.ts'

const refusal = { reference: 'BCD-FGH-JKL' as Reference }

export function sampleAround(frame: Frame, say: Say): Around {
  const rooms: Around['rooms'] = [
    { to: '/dms/security/C00101', label: 'overview', current: 'page' },
    { to: '/dms/security/C00101/requests', label: 'requests', current: null },
  ]
  const firm = { code: say('C00101'), name: say('Harbour Lantern Securities Limited'), singleControl: true }
  return {
    ...{ frame, session: sampleSession(say), functionName: say('Security Management Functions') },
    ...{
      firm: { ...firm, choose: '/dms/security' },
      rooms,
      mayChange: true,
      notices: NOTICE_KINDS.map((kind, index) => ({ kind, count: index + 1 })),
    },
  }
}

/** Where one arrives behind a door with rooms. */
export function roomSamples(frame: Frame, say: Say = asItIs) {
  const { session, functionName, ...rest } = sampleAround(frame, say)
  const named = { frame, session, functionName }
  const around = { ...rest, ...named, openUntil: at('2023-06-10T20:00+08:00') }
  const roles = ['da-maker', 'da-checker'] as const
  return {
    ...readinessSamples({ ...rest, ...named }, say),
    'dms-in-test': <OverviewPage {...around} roles={roles} inTest />,
    'dms-read-only': <OverviewPage {...around} mayChange={false} roles={roles} inTest />,
    'dms-open': <OverviewPage {...around} roles={roles} inTest={false} />,
    'desk-open': <OverviewPage {...around} firm={null} roles={['auditor']} inTest={false} />,
    'choose-firm': (
      <ChooseFirmPage
        {...named}
        firms={[{ href: '/dms/security/C00101', name: say('Harbour Lantern'), code: say('C00101'), roles }]}
      />
    ),
  }
}

/** Requests with maker and checker, and the step-up before a decision. */
export function requestSamples(frame: Frame, say: Say = asItIs) {
  const around = sampleAround(frame, say)
  const path = '/dms/security/C00101/requests'
  const times = { madeAt: at('2023-06-10T17:05+08:00'), dueAt: at('2023-06-14T00:00+08:00') }
  const maker = { userId: say('HLSDAM01') as UserId, name: say('Chan Mei Ting') }
  const listed: ListedRequest = {
    ...{
      number: 'R-000123' as RequestNumber,
      kind: 'email.register',
      state: 'pending',
      participant: say('C00101'),
    },
    ...{
      about: say('HLSUSR01'),
      subjects: 3,
      maker,
      isMine: false,
      ...times,
      isOverdue: true,
      isEscalated: true,
    },
    singleControl: true,
  }
  const line = { about: say('HLSUSR01'), field: 'email' } as const
  const request: RequestView = {
    ...{ number: listed.number, kind: 'email.register', chain: 'firm', state: 'pending', dueAt: times.dueAt },
    participant: { id: '0190' as ParticipantId, code: say('C00101') },
    lines: [
      { ...line, before: say('old@example.hk'), after: say('new@example.hk') },
      { ...line, before: null, after: say('new@example.hk') },
      { ...line, before: say('old@example.hk'), after: null },
    ],
    ...{ more: 800, digest: 'c0ffee', isOverdue: true, singleControl: true, escalatedAt: times.madeAt },
    ...{ endReason: null, resubmits: 'R-000101' as RequestNumber, may: ['approve', 'reject'] },
    history: [
      { what: 'made', at: times.madeAt, by: maker, remark: say('New mail system') },
      { what: 'escalated', at: times.madeAt, by: null, remark: null },
    ],
  }
  const voided: RequestView = {
    ...request,
    ...{ state: 'void', endReason: 'changed-meanwhile', may: ['resubmit'] },
    history: [...request.history, { what: 'void', at: times.dueAt, by: null, remark: null }],
  }
  const shown = {
    remark: '',
    errors: [],
    steppedUpUntil: null,
    done: null,
    passcode: null,
    functionNameOf: say,
  }
  const one = { ...around, path, request, ...shown }
  const list = {
    ...around,
    path,
    which: 'to-decide',
    notFound: null,
    unattended: [],
    first: null,
    next: null,
  } as const
  const wrong = [{ field: 'remark', message: say(textsOf(frame).changes.refusals['not-as-shown']) }]
  const stepUp = { ...around, action: '/dms/security/step-up', errors: [], refusal: null, to: path }
  return {
    requests: <RequestsPage {...list} requests={[listed]} next={`${path}?before=R-000123`} />,
    'requests-at-desk': <RequestsPage {...list} firm={null} requests={[listed]} first={path} />,
    'requests-none': <RequestsPage {...list} requests={[]} />,
    'requests-not-found': <RequestsPage {...list} requests={[]} notFound={say('R-000999')} />,
    request: <RequestPage {...one} />,
    'request-refused': <RequestPage {...one} remark={say('Looks right')} errors={wrong} />,
    'request-done': (
      <RequestPage {...one} request={{ ...request, state: 'applied', may: [] }} done="applied" />
    ),
    'request-void': <RequestPage {...one} request={voided} steppedUpUntil={times.dueAt} />,
    'request-read-only': <RequestPage {...one} mayChange={false} />,
    'step-up-by-app': (
      <StepUpPage
        {...stepUp}
        channel={{ kind: 'app' }}
        switchTo={{ channel: 'email', action: '/dms/security/step-up/email' }}
      />
    ),
    'step-up-by-email': (
      <StepUpPage
        {...stepUp}
        channel={{ kind: 'email', ...sampleMail(say) }}
        switchTo={null}
        refusal={refusal}
      />
    ),
  }
}

/** Every part that lists and forms behind a door are made of, on one page. */
export function partSamples(frame: Frame, say: Say = asItIs) {
  const around = sampleAround(frame, say)
  const errors = [{ field: 'name', message: say('Enter a name') }]
  const entry = { frame, errors }
  return {
    'parts-of-a-list': (
      <FirmPage
        {...around}
        title={say('Users')}
        caption={say('Listing')}
        actions={<DownloadLink to="/dms/security/C00101/users.csv" label={say('Download as CSV')} />}
        notice={<Done text={say('Saved')} />}
      >
        <Search
          frame={frame}
          action="/dms/security/C00101"
          label={say('Search')}
          value=""
          keep={{ show: 'all' }}
        />
        <Table
          caption={say('Users')}
          captionShown
          columns={[
            { label: say('User ID'), sort: { to: '/dms/security/C00101?sort=id', now: 'ascending' } },
            { label: say('Logons'), numeric: true },
          ]}
          rows={[[say('HLSUSR01'), <Tag tone="good" text={say('active')} />]]}
        />
        <Pager frame={frame} count={say('1 in all')} previous="/dms" next="/dms/otp" />
        <Empty text={say('Nothing here yet')} />
        <Progress frame={frame} label={say('Reading the file')} done={300} of={1000} />
      </FirmPage>
    ),
    'parts-of-a-form': (
      <FirmPage {...around} title={say('New user')} errors={errors}>
        <PostForm frame={frame} action="/dms/security/C00101/users/new">
          <Entry
            {...entry}
            name="name"
            label={say('Name')}
            hint={say('As on the passport')}
            value={say('Chan')}
          />
          <Select
            {...entry}
            name="language"
            label={say('Language')}
            value="en"
            choices={[{ value: 'en', label: say('English') }]}
          />
          <Checkboxes
            legend={say('Groups')}
            choices={[{ value: 'group-1', label: say('All'), checked: true, hint: say('Everything') }]}
          />
        </PostForm>
        <UploadForm
          frame={frame}
          action="/dms/security/C00101/emails/upload"
          errors={[]}
          label={say('File')}
          hint={say('CSV')}
          button={say('Upload')}
        />
      </FirmPage>
    ),
  }
}
