import type { RevocationState, SourceState } from '../../../smartcards/revocation.ts'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Empty, Table, Tag, type Tone } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface RevocationPageProps extends Around {
  /** Null where no listener asks for smartcards. */
  readonly state: RevocationState | null
}

/** The sources of revocation as this node has them: how fresh, what fails, and what is then believed. */
export function RevocationPage({ state, ...around }: RevocationPageProps) {
  const { frame } = around
  const { revocation: t, rooms } = textsOf(frame)
  return (
    <FirmPage {...around} title={rooms.revocation}>
      {state === null ? <Empty text={t.noListener} /> : <Sources frame={frame} state={state} />}
    </FirmPage>
  )
}

function Sources({ frame, state }: { readonly frame: Frame; readonly state: RevocationState }) {
  const t = textsOf(frame).revocation
  const { whenUnreachable: policy, sources, unspoken } = state
  const c = t.columns
  const columns = [c.source, c.standing, c.until, c.heard, c.fault].map((label) => ({ label }))
  return (
    <>
      <p class="govuk-body">{t.intro}</p>
      <p class="govuk-inset-text">{policy === 'refuse' ? t.refuses : t.accepts(policy.acceptForHours)}</p>
      {unspoken.length > 0 && <p class="govuk-inset-text">{t.unspoken(unspoken.join('; '))}</p>}
      <Table caption={t.caption} columns={columns} rows={sources.map((source) => rowOf(frame, source))} />
    </>
  )
}

function rowOf(frame: Frame, { kind, url, standing, nextUpdate, lastGood, lastFault }: SourceState) {
  const t = textsOf(frame).revocation
  return [
    t.sourceAt(t.kinds[kind], url),
    <Tag tone={TONES[standing]} text={t.standings[standing]} />,
    nextUpdate ? sayMoment(frame, nextUpdate) : kind === 'responder' ? t.eachCard : t.none,
    lastGood ? sayMoment(frame, lastGood) : t.never,
    lastFault ? t.faultAt(sayMoment(frame, lastFault.at), t.faults[lastFault.reason]) : t.none,
  ]
}

const TONES: Readonly<Record<SourceState['standing'], Tone>> = {
  fresh: 'good',
  overdue: 'warn',
  closed: 'bad',
  unknown: 'bad',
  answers: 'good',
  silent: 'warn',
  unasked: 'quiet',
}
