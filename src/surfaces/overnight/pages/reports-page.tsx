import type { ReportId } from '../../../kernel/ids.ts'
import type { DayOfReports, ReportList } from '../../../overnight-reports/list-reports.ts'
import type { Report } from '../../../overnight-reports/store.ts'
import { type Frame, sayDay, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Table, Tag } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface ReportsPageProps extends Around, ReportList {
  readonly path: string
  /** Whether this is the page of the newest days. */
  readonly newest: boolean
  readonly hrefOf: (id: ReportId) => string
}

/** A firm's reports, a table for each business day. */
export function ReportsPage({ days, older, path, newest, hrefOf, ...around }: ReportsPageProps) {
  const { frame } = around
  const t = textsOf(frame).overnight
  return (
    <FirmPage {...around} title={around.functionName}>
      <p class="govuk-body">{t.intro}</p>
      {days.length === 0 && <Empty text={t.noDays} />}
      {days.map((day) => (
        <section>
          <h2 class="govuk-heading-m">{t.businessDay(sayDay(frame, day.day))}</h2>
          <DayTable frame={frame} day={day} hrefOf={hrefOf} />
        </section>
      ))}
      {(older !== null || !newest) && (
        <p class="govuk-body sp-pager">
          {!newest && <Link to={path}>{t.newest}</Link>}
          {older !== null && <Link to={`${path}?before=${older}`}>{t.older}</Link>}
        </p>
      )}
    </FirmPage>
  )
}

interface DayProps extends Pick<ReportsPageProps, 'frame' | 'hrefOf'> {
  readonly day: DayOfReports
}

function DayTable({ frame, day: { day, reports, mayStillCome }, hrefOf }: DayProps) {
  const t = textsOf(frame).overnight
  if (reports.length === 0) return <p class="govuk-body sp-quiet">{mayStillCome ? t.notYet : t.none}</p>
  const { report, size, published, checksum } = t.columns
  return (
    <Table
      caption={t.businessDay(sayDay(frame, day))}
      columns={[{ label: report }, { label: size, numeric: true }, { label: published }, { label: checksum }]}
      rows={reports.map((one) => [
        <Name frame={frame} report={one} to={hrefOf(one.id)} />,
        saySize(frame, one.size),
        sayMoment(frame, one.publishedAt),
        <code class="sp-key sp-digest">{one.sha256.toString('hex')}</code>,
      ])}
    />
  )
}

function Name({
  frame,
  report,
  to,
}: Pick<Around, 'frame'> & { readonly report: Report; readonly to: string }) {
  const t = textsOf(frame).overnight
  return (
    <>
      <Link to={to}>{report.name}</Link> {report.revision > 1 && <Tag tone="warn" text={t.amended} />}
    </>
  )
}

const KILO = 1000

/** In the units a file manager shows: 1 kB is 1000 bytes (SI). */
function saySize(frame: Frame, bytes: number): string {
  const t = textsOf(frame).overnight
  const units = [t.bytes, t.kilobytes, t.megabytes, t.gigabytes]
  const power = Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const count = bytes / KILO ** power
  const digits = power > 0 && count < 10 ? 1 : 0
  return (units[power] ?? t.bytes)(count.toFixed(digits))
}
