import type { ListedRequest } from '../../../changes/list-requests.ts'
import { isBefore } from '../../../kernel/instant.ts'
import type { Bilingual } from '../../../programme/block.ts'
import type { LaunchDecision } from '../../../programme/rules/in-force.ts'
import type { Course, LaunchState } from '../../../programme/rules/launch.ts'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Facts, Table, Tag, type Tone } from '../../../web/list-parts.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import type { DeskDeed } from '../desk-forms.ts'
import { Requests } from './participant-page.tsx'

/** The launch, or one of its waves, as it stands. */
export interface PlanAtDesk {
  readonly title: Bilingual
  readonly course: Course
  readonly switched: boolean
}

export interface DeskLaunchPageProps extends Around {
  readonly plans: readonly PlanAtDesk[]
  readonly isFirm: boolean
  /** Newest first. */
  readonly decisions: readonly LaunchDecision[]
  readonly waiting: readonly ListedRequest[]
  readonly path: string
  readonly requests: string
  /** What its viewer may ask for. */
  readonly deeds: readonly DeskDeed[]
}

/** What is not known is said to be not known: no page makes a launch look surer than it is. */
export function DeskLaunchPage(props: DeskLaunchPageProps) {
  const { plans, isFirm, decisions, waiting, path, requests, deeds, ...around } = props
  const { frame } = around
  const { rooms, deskLaunch: t, deskForms } = textsOf(frame)
  return (
    <DeskPage {...around} title={rooms.launch}>
      {plans.map((plan) => (
        <Plan frame={frame} plan={plan} isFirm={isFirm} />
      ))}
      {deeds.length > 0 && (
        <nav class="sp-actions" aria-label={t.actions}>
          {deeds.map((deed) => (
            <Link to={`${path}/${deed}`} class="govuk-button govuk-button--secondary">
              {deskForms.titles[deed]}
            </Link>
          ))}
        </nav>
      )}
      <h2 class="govuk-heading-m">{t.waiting}</h2>
      <Requests frame={frame} list={waiting} none={t.noneWaiting} requests={requests} />
      <h2 class="govuk-heading-m">{t.decisions}</h2>
      <Decisions frame={frame} decisions={decisions} />
    </DeskPage>
  )
}

const TONES: Readonly<Record<LaunchState, Tone>> = {
  approved: 'good',
  stopped: 'bad',
  lapsed: 'bad',
  open: 'warn',
  'rolled-back': 'bad',
}

interface PlanProps {
  readonly frame: Frame
  readonly plan: PlanAtDesk
  readonly isFirm: boolean
}

function Plan({ frame, plan: { title, course, switched }, isFirm }: PlanProps) {
  const t = textsOf(frame).deskLaunch
  const { state, switchesAt, decideBy } = course
  const day = switchesAt === null ? t.noDay : sayMoment(frame, switchesAt)
  const by = sayMoment(frame, decideBy)
  const due = isBefore(decideBy, frame.standing.now) ? t.passed(by) : by
  return (
    <section class="sp-section">
      <h2 class="govuk-heading-m">{title[frame.visit.language]}</h2>
      <Facts
        facts={[
          [
            t.state,
            <>
              <Tag tone={TONES[state]} text={t.states[state]} />{' '}
              {t.explains[switched ? 'switched' : state](day)}
            </>,
          ],
          [t.switchesAt, day],
          [t.decideBy, isFirm ? t.firm : due],
        ]}
      />
    </section>
  )
}

function Decisions({ frame, decisions }: Pick<DeskLaunchPageProps, 'frame' | 'decisions'>) {
  const t = textsOf(frame).deskLaunch
  if (decisions.length === 0) return <p class="govuk-body">{t.noDecisions}</p>
  const { at, decision, of, by, remark } = t.columns
  return (
    <Table
      caption={t.decisions}
      columns={[at, decision, of, by, remark].map((label) => ({ label }))}
      rows={decisions.map((one) => [
        sayMoment(frame, one.decidedAt),
        decisionOf(frame, one),
        whomOf(frame, one),
        `${one.maker}, ${one.checker}`,
        one.remark === '' ? '' : <q>{one.remark}</q>,
      ])}
    />
  )
}

function decisionOf(frame: Frame, decision: LaunchDecision): string {
  const t = textsOf(frame).deskLaunch
  if (decision.kind === 'postponement') return t.postponedTo(sayMoment(frame, decision.switchesAt))
  if (decision.kind === 'grace') return t.graceOf(decision.system, decision.businessDays)
  if (decision.kind === 'extension') return t.extendedTo(sayMoment(frame, decision.until))
  return t.kinds[decision.kind]
}

function whomOf(frame: Frame, decision: LaunchDecision): string {
  if (!('of' in decision) || decision.of === 'everybody') return textsOf(frame).deskLaunch.everybody
  return 'person' in decision.of ? decision.of.person : decision.of.participant
}
