import type { Instant } from '../../../kernel/instant.ts'
import type { Role } from '../../../kernel/vocabulary.ts'
import type { LockedUsers } from '../../../listings/locked-users.ts'
import type { Milestone } from '../../../programme/rules/milestones.ts'
import type { FirmReadiness } from '../../../readiness/firm-readiness.ts'
import type { FirmTask, FirmTaskName } from '../../../readiness/rules/firm-tasks.ts'
import { ACTOR_TEXTS } from '../../../readiness/rules/words.ts'
import { type Frame, inOne, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Table, Tag } from '../../../web/list-parts.tsx'
import { Notices } from '../../pages/notices.tsx'
import { TestComplete } from '../../pages/overview-page.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { SessionDetails } from '../../pages/session-details.tsx'
import { LockedPeople } from './locked-people.tsx'
import { ReadinessBar } from './readiness-bar.tsx'

export interface DmsOverviewPageProps extends Around {
  readonly base: string
  readonly roles: readonly Role[]
  /** Null: no end is in sight. */
  readonly openUntil: Instant | null
  /** A test session runs at this site. */
  readonly inTest: boolean
  readonly readiness: FirmReadiness
  /** Launch morning is still to come. */
  readonly isMorning: boolean
  readonly tasks: readonly FirmTask[]
  readonly shared: number
  readonly dates: readonly Milestone[]
  readonly locked: LockedUsers
}

/** Readiness is made here: how far the firm is, what is to be done, who must act, until when. */
export function DmsOverviewPage(props: DmsOverviewPageProps) {
  const { base, roles, openUntil, inTest, readiness, isMorning, tasks, shared, dates, locked, ...around } =
    props
  const { frame, functionName, session } = around
  const { readiness: t, room, roles: names, session: texts } = textsOf(frame)
  return (
    <FirmPage {...around} title={functionName} headed={inTest}>
      {inTest && <TestComplete {...around} />}
      <p class="govuk-body">
        {inOne(
          frame,
          room.youAre(roles.map((role) => names[role]).join(room.and)),
          openUntil && texts.openUntil(sayMoment(frame, openUntil)),
        )}
      </p>
      <Notices {...around} />
      <section aria-labelledby="readiness">
        <h2 class="govuk-heading-m" id="readiness">
          {t.ready(readiness.counts['gets-in'], readiness.people)}
        </h2>
        <ReadinessBar frame={frame} readiness={readiness} />
        <p class="govuk-body">
          {inOne(
            frame,
            isMorning ? t.onLaunchMorning(sayMoment(frame, readiness.at)) : t.now,
            t.supposed[readiness.supposed],
          )}
        </p>
      </section>
      <LockedPeople frame={frame} base={base} locked={locked} />
      <Tasks frame={frame} base={base} tasks={tasks} shared={shared} />
      <Dates frame={frame} dates={dates} />
      <SessionDetails frame={frame} session={session} />
    </FirmPage>
  )
}

/** Where each is done, or seen, below the firm's address. */
const PLACES: Readonly<Record<FirmTaskName, string>> = {
  'users-email': 'emails?show=no-address',
  'administrators-email': 'readiness?show=no-email',
  'mail-refused': 'emails?show=refused',
  initiation: 'readiness?show=not-initiated',
  untested: 'emails?show=untested',
  requests: 'requests',
  attestation: 'attestation',
  'two-makers': 'readiness',
  'two-checkers': 'readiness',
}

interface TasksProps {
  readonly frame: Frame
  readonly base: string
  readonly tasks: readonly FirmTask[]
  readonly shared: number
}

function Tasks({ frame, base, tasks, shared }: TasksProps) {
  const t = textsOf(frame).readiness
  return (
    <section aria-labelledby="tasks">
      <h2 class="govuk-heading-m" id="tasks">
        {t.tasksTitle}
      </h2>
      <Table
        caption={t.tasksTitle}
        columns={[{ label: t.task }, { label: t.state }, { label: t.whoActs }]}
        rows={tasks.map(({ name, open, actor }) => [
          open === 0 ? t.tasks[name] : <Link to={`${base}/${PLACES[name]}`}>{t.tasks[name]}</Link>,
          <TaskState frame={frame} name={name} open={open} />,
          open === 0 ? '' : ACTOR_TEXTS[actor][frame.visit.language],
        ])}
      />
      {shared > 0 && (
        <p class="govuk-body">
          <Link to={`${base}/emails?show=shared`}>{t.shared(shared)}</Link>
        </p>
      )}
    </section>
  )
}

function TaskState({ frame, name, open }: Pick<TasksProps, 'frame'> & Pick<FirmTask, 'name' | 'open'>) {
  const t = textsOf(frame).readiness
  if (open === 0) return <Tag tone="good" text={t.done} />
  const ofPeople = name === 'two-makers' || name === 'two-checkers'
  return <Tag tone="warn" text={ofPeople ? t.wanted(open) : t.openCount(open)} />
}

function Dates({ frame, dates }: Pick<DmsOverviewPageProps, 'frame' | 'dates'>) {
  const t = textsOf(frame).readiness
  return (
    <section aria-labelledby="dates">
      <h2 class="govuk-heading-m" id="dates">
        {t.datesTitle}
      </h2>
      {dates.length === 0 ? (
        <Empty text={t.noDates} />
      ) : (
        <Table
          caption={t.datesTitle}
          columns={[{ label: t.dates.when }, { label: t.dates.what }]}
          rows={dates.map(({ at, title, source }) => [
            sayMoment(frame, at),
            `${title[frame.visit.language]}${source === 'assumed' ? ` ${t.assumed}` : ''}`,
          ])}
        />
      )}
    </section>
  )
}
