import type { ListedRequest } from '../../../changes/list-requests.ts'
import type { Delegate } from '../../../delegates/delegates-of.ts'
import type { ProgrammeEvent } from '../../../programme/programme.ts'
import type { FirmCount } from '../../../readiness/count-firm.ts'
import { type Frame, sayDay, sayLastDay, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Facts, Table } from '../../../web/list-parts.tsx'
import { Notices } from '../../pages/notices.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { SessionDetails } from '../../pages/session-details.tsx'
import { RequestState } from '../../requests/request-state.tsx'
import { DelegateTable, lacksOf } from './delegates-page.tsx'

export interface DashboardPageProps extends Around {
  readonly base: string
  readonly open: readonly ListedRequest[]
  readonly delegates: readonly Delegate[]
  readonly count: FirmCount
  readonly events: readonly {
    readonly event: ProgrammeEvent
    readonly open: boolean
    readonly registered: boolean
  }[]
}

/** P1 to P3: what is missing, who must act, and how far each request has come. */
export function DashboardPage(props: DashboardPageProps) {
  const { base, open, delegates, count, events, ...around } = props
  const { frame, functionName, session } = around
  const texts = textsOf(frame)
  const t = texts.dashboard
  return (
    <FirmPage {...around} title={functionName}>
      <Notices {...around} />
      <h2 class="govuk-heading-m">{t.tasks}</h2>
      <Tasks {...props} />
      <h2 class="govuk-heading-m">{t.requests}</h2>
      {open.length === 0 ? (
        <p class="govuk-body">{t.noRequest}</p>
      ) : (
        <OpenRequests frame={frame} base={base} requests={open} />
      )}
      <h2 class="govuk-heading-m">{texts.da3.title}</h2>
      <DelegateTable frame={frame} base={`${base}/delegates`} delegates={delegates} />
      <h2 class="govuk-heading-m">{t.readiness}</h2>
      <Facts
        facts={[
          [t.people, String(count.people)],
          [t.withEmail, String(count.withEmail)],
          [t.initiated, String(count.initiated)],
        ]}
      />
      <SessionDetails frame={frame} session={session} />
    </FirmPage>
  )
}

/** Each leads to where it is done, and goes away when it is. */
function Tasks({ frame, base, delegates, events }: DashboardPageProps) {
  const texts = textsOf(frame)
  const t = texts.dashboard
  const tasks = [
    ...delegates.flatMap((delegate) => {
      const lacks = lacksOf(texts, delegate)
      const to = `${base}/delegates/${delegate.userId}`
      return lacks.length === 0 ? [] : [{ to, text: t.repair(delegate.userId, lacks.join(' / ')) }]
    }),
    ...events
      .filter(({ open, registered }) => open && !registered)
      .map(({ event }) => ({
        to: `${base}/events/${event.id}`,
        text: t.registerBy(event.title[frame.visit.language], sayDay(frame, event.registration.until)),
      })),
  ]
  if (tasks.length === 0) return <p class="govuk-body">{t.noTask}</p>
  return (
    <ul class="govuk-list govuk-list--bullet">
      {tasks.map(({ to, text }) => (
        <li>
          <Link to={to}>{text}</Link>
        </li>
      ))}
    </ul>
  )
}

function OpenRequests({
  frame,
  base,
  requests,
}: {
  readonly frame: Frame
  readonly base: string
  readonly requests: readonly ListedRequest[]
}) {
  const texts = textsOf(frame)
  const t = texts.dashboard
  const columns = [t.number, t.what, t.state, t.owner, t.due].map((label) => ({ label }))
  const rows = requests.map(({ number, kind, about, state, maker, dueAt }) => [
    <Link to={`${base}/requests/${number}`} class="govuk-link sp-nowrap">
      {number}
    </Link>,
    `${texts.changes.kinds[kind]}${about === null ? '' : ` (${about})`}`,
    <RequestState frame={frame} state={state} />,
    maker === null ? texts.requests.somebody : `${maker.userId} (${maker.name})`,
    texts.requests.endOf(sayLastDay(frame, dueAt)),
  ])
  return <Table caption={t.requests} columns={columns} rows={rows} />
}
