import type { Attestation } from '../../../attestations/find-attestation.ts'
import { FIRM_STATES, type FirmState, type FirmsAttesting } from '../../../attestations/firms-attesting.ts'
import type { AttestationPeriod } from '../../../programme/rules/attestation-period.ts'
import { type Frame, sayDay, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Pager, Table, Tag, type Tone } from '../../../web/list-parts.tsx'
import { Records } from '../../dms/pages/attestation-parts.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface DeskAttestationsPageProps extends Around {
  readonly path: string
  readonly period: AttestationPeriod | null
  readonly isOverdue: boolean
  readonly show: FirmState | 'all'
  readonly counts: FirmsAttesting['counts'] | null
  readonly firms: FirmsAttesting['firms']
  readonly first: string | null
  readonly next: string | null
}

const TONES: Readonly<Record<FirmState, Tone>> = {
  'not-begun': 'quiet',
  begun: 'busy',
  submitted: 'busy',
  attested: 'good',
}

/** How far each firm is in the period that runs. */
export function DeskAttestationsPage(props: DeskAttestationsPageProps) {
  const { path, period, isOverdue, show, counts, firms, first, next, ...around } = props
  const { frame } = around
  const t = textsOf(frame).attestation
  return (
    <DeskPage {...around} title={t.title}>
      {period === null || counts === null ? (
        <Empty text={t.notOpen} />
      ) : (
        <>
          <p class="govuk-body">{t.desk.intro}</p>
          <p class="govuk-body">
            {t.due(sayDay(frame, period.due))} {isOverdue && <Tag tone="bad" text={t.overdue} />}
          </p>
          <States frame={frame} path={path} show={show} counts={counts} />
          {firms.length === 0 ? <Empty text={t.desk.none} /> : <Firms {...props} />}
          <Pager frame={frame} count={t.desk.shown(firms.length)} previous={first} next={next} />
        </>
      )}
    </DeskPage>
  )
}

interface StatesProps {
  readonly frame: Frame
  readonly path: string
  readonly show: FirmState | 'all'
  readonly counts: FirmsAttesting['counts']
}

function States({ frame, path, show, counts }: StatesProps) {
  const { attestation: t, list } = textsOf(frame)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const each = [
    { state: 'all', text: t.desk.all, count: all },
    ...FIRM_STATES.map((state) => ({ state, text: t.states[state], count: counts[state] })),
  ]
  return (
    <nav class="sp-filters" aria-label={list.filter}>
      <ul>
        {each.map(({ state, text, count }) => (
          <li>
            <Link
              to={`${path}?show=${state}`}
              current={state === show ? 'page' : undefined}
              class="sp-filters__link"
            >
              {t.filtered(text, count)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Firms({ frame, path, firms, isOverdue }: DeskAttestationsPageProps) {
  const t = textsOf(frame).attestation
  const c = t.desk.columns
  const requests = path.replace(/attestations$/, 'requests')
  return (
    <Table
      caption={t.title}
      columns={[{ label: c.firm }, { label: c.state }, { label: c.attested }, { label: c.request }]}
      rows={firms.map((firm) => [
        <>
          <Link to={`${path}/${firm.code}`}>{firm.code}</Link>{' '}
          {frame.visit.language === 'en' ? firm.nameEn : firm.nameZh}
        </>,
        <>
          <Tag tone={TONES[firm.state]} text={t.states[firm.state]} />
          {isOverdue && firm.state !== 'attested' && <Tag tone="bad" text={t.overdue} />}
        </>,
        firm.attestedAt === null ? '' : sayMoment(frame, firm.attestedAt),
        firm.request === null ? '' : <Link to={`${requests}/${firm.request}`}>{firm.request}</Link>,
      ])}
    />
  )
}

export interface FirmAttestationsPageProps extends Around {
  readonly path: string
  readonly requests: string
  readonly code: string
  readonly all: readonly Attestation[]
}

/** All that a firm has attested: which request, when, with which digest; and each record. */
export function FirmAttestationsPage(props: FirmAttestationsPageProps) {
  const { path, requests, code, all, ...around } = props
  const { frame } = around
  const t = textsOf(frame).attestation
  const rows = all.flatMap(({ period, attested }) =>
    attested === null
      ? []
      : [
          [
            sayDay(frame, Temporal.PlainDate.from(period)),
            t.attestedAt(sayMoment(frame, attested.at), attested.people),
            <Link to={`${requests}/${attested.request}`}>{attested.request}</Link>,
            <span class="sp-code sp-break">{attested.digest}</span>,
          ],
        ],
  )
  const columns = [t.recordsColumns.period, t.recordsColumns.state, t.cells.request, t.digest]
  return (
    <DeskPage {...around} caption={code} title={t.title}>
      {all.length === 0 && <Empty text={t.states['not-begun']} />}
      {rows.length > 0 && (
        <Table caption={t.title} columns={columns.map((label) => ({ label }))} rows={rows} />
      )}
      <Records frame={frame} path={path} all={all} />
    </DeskPage>
  )
}
