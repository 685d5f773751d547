import type { ListedRequest } from '../../../changes/list-requests.ts'
import type { Behind } from '../../../db/rules/measure-lag.ts'
import type { SiteId } from '../../../kernel/ids.ts'
import type { Instant } from '../../../kernel/instant.ts'
import type { Bilingual } from '../../../programme/block.ts'
import type { TestSession } from '../../../programme/programme.ts'
import type { BranchStatus, Difference } from '../../../sites/branch-status.ts'
import type { ListedOrder } from '../../../sites/list-orders.ts'
import { type Frame, sayMoment, saySpan, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Facts, Table } from '../../../web/list-parts.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import type { DeskDeed } from '../desk-forms.ts'
import { BranchSection } from './branch-section.tsx'
import { Requests } from './participant-page.tsx'
import { RequestLink, type SitePart } from './site-parts.tsx'

export interface AuthorityAtDesk {
  readonly site: SiteId
  readonly mode: 'paired' | 'standalone'
  readonly term: number
  readonly since: Instant | null
  /** Null where this node never saw it. */
  readonly standby: Behind | null
}

export interface DeskSitesPageProps extends Around {
  readonly authority: AuthorityAtDesk | null
  /** Newest first. */
  readonly branches: readonly BranchStatus[]
  /** Of the newest. */
  readonly differences: readonly Difference[]
  readonly orders: readonly ListedOrder[]
  readonly waiting: readonly ListedRequest[]
  readonly sessions: readonly (Pick<TestSession, 'id'> & { readonly title: Bilingual })[]
  readonly path: string
  readonly requests: string
  readonly deeds: readonly DeskDeed[]
}

/** A request of two operators is named so. */
const EXAMPLE = 'R-000123'

export function DeskSitesPage(props: DeskSitesPageProps) {
  const { authority, branches, differences, orders, waiting, sessions, path, requests, deeds, ...around } =
    props
  const { frame } = around
  const { deskSites: t, deskForms } = textsOf(frame)
  const [newest, ...earlier] = branches
  const nameOf = sessionNames(frame, sessions)
  const isUnexplained = branches.some(({ unnamed }) => unnamed > 0)
  const shared = { frame, nameOf, requests }
  return (
    <DeskPage {...around} title={t.title}>
      {authority !== null && <AuthoritySection frame={frame} authority={authority} />}
      {newest === undefined ? (
        <Empty text={t.none}>{t.noneHint}</Empty>
      ) : (
        <BranchSection {...shared} branch={newest} differences={differences} />
      )}
      {deeds.length > 0 && (
        <nav class="sp-actions" aria-label={t.actions}>
          {deeds
            .filter((deed) => deed !== 'explain-branch' || isUnexplained)
            .map((deed) => (
              <Link to={`${path}/${deed}`} class="govuk-button govuk-button--secondary">
                {deskForms.titles[deed]}
              </Link>
            ))}
        </nav>
      )}
      <h2 class="govuk-heading-m">{t.waiting}</h2>
      <Requests frame={frame} list={waiting} none={t.noneWaiting} requests={requests} />
      <h2 class="govuk-heading-m">{t.orders}</h2>
      <p class="govuk-body">
        <Command said={t.howTo} command={`sallyport site branch open --request ${EXAMPLE} --apply`} />
      </p>
      <Orders {...shared} orders={orders} />
      {earlier.length > 0 && <Earlier {...shared} branches={earlier} />}
    </DeskPage>
  )
}

function sessionNames(frame: Frame, sessions: DeskSitesPageProps['sessions']): SitePart['nameOf'] {
  return (session) => sessions.find(({ id }) => id === session)?.title[frame.visit.language] ?? session
}

function AuthoritySection({
  frame,
  authority,
}: {
  readonly frame: Frame
  readonly authority: AuthorityAtDesk
}) {
  const t = textsOf(frame).deskSites
  const { site, mode, term, since, standby } = authority
  return (
    <section class="sp-section">
      <h2 class="govuk-heading-m">{t.authority}</h2>
      <Facts
        facts={[
          [t.liesAt, t.at(t.site[site], t.moved(term))],
          ...(since === null ? [] : [[t.since, sayMoment(frame, since)] as const]),
          [t.mode, t.modes[mode]],
          [t.lag, <Lag frame={frame} standby={standby} />],
        ]}
      />
    </section>
  )
}

function Lag({ frame, standby }: { readonly frame: Frame; readonly standby: Behind | null }) {
  const t = textsOf(frame).deskSites
  if (standby === null) return <Command said={t.neverSeen} command="sallyport site status" />
  const bytes = new Intl.NumberFormat(frame.visit.language).format(standby.bytes)
  if (!standby.seen) return <>{t.unseen(bytes)}</>
  return <>{standby.bytes === 0 ? t.level : t.behind(bytes, Math.round(standby.seconds))}</>
}

function Command({ said, command }: { readonly said: string; readonly command: string }) {
  return (
    <>
      {said} <span class="sp-code sp-break">{command}</span>
    </>
  )
}

function Orders({ frame, nameOf, requests, orders }: SitePart & Pick<DeskSitesPageProps, 'orders'>) {
  const t = textsOf(frame).deskSites
  if (orders.length === 0) return <p class="govuk-body">{t.noOrders}</p>
  const { request, deed, session, window, run } = t.orderColumns
  return (
    <Table
      caption={t.orders}
      columns={[request, deed, session, window, run].map((label) => ({ label }))}
      rows={orders.map((order) => [
        <RequestLink requests={requests} number={order.request} />,
        t.deeds[order.deed],
        nameOf(order.session),
        saySpan(frame, order.from, order.until),
        order.spentAt === null ? t.notRun : sayMoment(frame, order.spentAt),
      ])}
    />
  )
}

function Earlier({ frame, nameOf, branches }: SitePart & Pick<DeskSitesPageProps, 'branches'>) {
  const t = textsOf(frame).deskSites
  const { number, session, state, unnamed } = t.earlierColumns
  return (
    <Table
      caption={t.earlier}
      captionShown
      columns={[number, session, state, unnamed].map((label) => ({ label }))}
      rows={branches.map((branch) => [
        String(branch.number),
        nameOf(branch.session),
        t.states[branch.state],
        String(branch.unnamed),
      ])}
    />
  )
}
