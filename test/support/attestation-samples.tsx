import type { AccessRow } from '../../src/attestations/access-store.ts'
import type { MarkedRow } from '../../src/attestations/marked-rows.ts'
import type { AccountId, AttestationId, ParticipantId, RequestNumber, UserId } from '../../src/kernel/ids.ts'
import { AbsencesPage } from '../../src/surfaces/absences/absences-page.tsx'
import { AttestationPage } from '../../src/surfaces/dms/pages/attestation-page.tsx'
import {
  DeskAttestationsPage,
  FirmAttestationsPage,
} from '../../src/surfaces/operator-desk/pages/attestations-page.tsx'
import type { Frame } from '../../src/web/frame.ts'
import { sampleAround } from './room-samples.tsx'
import { asItIs, at, type Say } from './sample-frame.ts'

const PATH = '/dms/security/C00101/attestation'
const DESK = '/ops/desk/attestations'
const NUMBER = 'R-000123' as RequestNumber
const then = at('2023-06-10T17:05+08:00')

/** The attestation of access, and who is away. */
export function attestationSamples(frame: Frame, say: Say = asItIs) {
  return { ...firmSamples(frame, say), ...deskSamples(frame, say), ...absenceSamples(frame, say) }
}

const period = {
  due: Temporal.PlainDate.from('2023-06-11'),
  opensAt: then,
  dueAt: at('2023-06-12T00:00+08:00'),
  dormantBefore: then,
}
const attestation = { id: '0190' as AttestationId, period: '2023-06-11', begunAt: then, attested: null }
const attested = { at: then, request: NUMBER, digest: 'c0ffee', people: 40 }

function rowsOf(say: Say): readonly AccessRow[] {
  const row: AccessRow = {
    ...{ key: '0HLSUSR04', account: '0191' as AccountId, userId: say('HLSUSR04') as UserId },
    ...{ displayName: say('Ho Pui Shan'), digest: 'c0ffee', lastLogon: null, isDormant: true },
    ...{ isOwn: false, isAlone: false, answer: null, answeredBy: null, isLeftOpen: false, isChanged: true },
    access: {
      ...{ status: 'suspended', roles: ['user', 'da-checker'], rights: [say('EU_Events')] },
      ends: ['da-checker 1686585600.000000'],
      groups: [{ name: say('settlement'), functions: ['ccms.online'] }],
    },
  }
  const plain: AccessRow['access'] = { status: 'active', roles: ['user'], ends: null, groups: [], rights: [] }
  const answered = { answer: 'regroup', answeredBy: say('HLSDAC01') as UserId, isChanged: false } as const
  return [
    row,
    { ...row, ...answered, access: plain, isDormant: false },
    { ...row, isOwn: true, lastLogon: then },
    { ...row, isAlone: true },
  ].map((one, index) => ({ ...one, userId: say(`HLSUSR0${index}`) as UserId }))
}

function firmSamples(frame: Frame, say: Say) {
  const seen = {
    ...{ period, isOverdue: true, current: attestation, waiting: null, marked: [], all: [attestation] },
    query: { filter: 'all', search: '', from: { after: '' } },
    counts: { all: 40, toAnswer: 40, open: 3, dormant: 2, leaving: 1 },
    list: { rows: rowsOf(say), previous: PATH, next: PATH },
  } as const
  const page = {
    ...{
      ...sampleAround(frame, say),
      ...seen,
      path: PATH,
      step: 'answer' as const,
      requests: '/dms/security/C00101/requests',
    },
    ...{ maySubmit: true, functionNameOf: () => say('Online Functions'), remark: '', errors: [] },
    told: { saved: 37, changed: 1, asked: 0 },
  }
  const none = { saved: 0, changed: 0, asked: 2 }
  const marked: MarkedRow = {
    ...{ account: '0191' as AccountId, userId: say('HLSUSR04') as UserId, displayName: say('Ho Pui Shan') },
    ...({ language: 'en', answer: 'remove', by: 'dms', followUp: null, isDone: false } as const),
  }
  const done = { ...attestation, attested }
  const all = { ...seen.counts, open: 0 }
  const refused = [{ field: 'marked', message: say('HLSUSR04: no') }]
  return {
    attestation: <AttestationPage {...page} />,
    'attestation-answered': <AttestationPage {...page} counts={all} list={{ ...seen.list, rows: [] }} />,
    'attestation-kept': <AttestationPage {...page} counts={all} />,
    'attestation-submit': <AttestationPage {...page} step="attest" counts={all} told={none} />,
    'attestation-waits': <AttestationPage {...page} waiting={NUMBER} mayChange={false} />,
    'attestation-not-open': <AttestationPage {...page} period={null} all={[]} />,
    'attestation-attested': (
      <AttestationPage
        {...page}
        current={done}
        all={[done]}
        told={none}
        marked={[
          marked,
          { ...marked, userId: say('HLSDAC01') as UserId, by: 'connect' },
          { ...marked, userId: say('HLSCC001') as UserId, by: 'operator', followUp: NUMBER, isDone: true },
        ]}
      />
    ),
    'attestation-not-asked': (
      <AttestationPage {...page} current={done} marked={[marked]} errors={refused} told={none} />
    ),
  }
}

function deskSamples(frame: Frame, say: Say) {
  const around = { ...sampleAround(frame, say), firm: null }
  const firm = {
    ...{ id: '0192' as ParticipantId, code: 'C00101', nameEn: say('Harbour Lantern'), nameZh: say('港燈') },
    ...({ state: 'attested', attestedAt: then, request: NUMBER } as const),
  }
  const late = { ...firm, code: 'C00102', state: 'begun', attestedAt: null, request: null } as const
  const list = {
    ...{ ...around, path: DESK, period, isOverdue: true, show: 'all' as const, first: DESK, next: DESK },
    counts: { 'not-begun': 10, begun: 1, submitted: 0, attested: 1 },
  } as const
  const all = [{ ...attestation, attested }]
  const one = { ...around, path: `${DESK}/C00101`, requests: '/ops/desk/requests', code: say('C00101') }
  return {
    'desk-attestations': <DeskAttestationsPage {...list} firms={[firm, late]} />,
    'desk-attestations-none': <DeskAttestationsPage {...list} firms={[]} />,
    'desk-attestations-not-open': <DeskAttestationsPage {...list} period={null} counts={null} firms={[]} />,
    'desk-attestations-of-firm': <FirmAttestationsPage {...one} all={all} />,
    'desk-attestations-of-firm-none': <FirmAttestationsPage {...one} all={[]} />,
  }
}

function absenceSamples(frame: Frame, say: Say) {
  const hand = {
    ...{ account: '0191' as AccountId, userId: say('HLSDAC01') as UserId, name: say('Wong Ka Ho') },
    roles: ['da-checker'],
  } as const
  const span = { from: then, until: at('2023-06-14T00:00+08:00') }
  const page = {
    ...{ ...sampleAround(frame, say), path: '/dms/security/C00101/absences', viewer: hand.account },
    ...{ hands: [hand], unattended: [span], typed: new Map<string, string>(), errors: [] },
    absences: [{ id: '0193', account: hand.account, userId: hand.userId, ...span }],
  }
  const wrong = [{ field: 'until', message: say('Enter a day') }]
  return {
    absences: <AbsencesPage {...page} />,
    'absences-none': <AbsencesPage {...page} absences={[]} unattended={[]} />,
    'absences-refused': <AbsencesPage {...page} errors={wrong} />,
  }
}
