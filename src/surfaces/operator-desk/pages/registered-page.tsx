import type { Registered } from '../../../registrations/each-registered.ts'
import { registrationNumber } from '../../../registrations/rules/number-text.ts'
import type { OfferedEvent } from '../../../registrations/rules/offered.ts'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { DownloadLink, Empty, Pager, Table, Tag } from '../../../web/list-parts.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface RegisteredPageProps extends Around {
  readonly path: string
  readonly offered: OfferedEvent
  readonly rows: readonly Registered[]
  readonly first: string | null
  readonly next: string | null
}

/** Who comes, firm by firm: to which session, by which means, and who can be called. */
export function RegisteredPage({ path, offered, rows, first, next, ...around }: RegisteredPageProps) {
  const { frame } = around
  const { events: t, requests, attestation } = textsOf(frame)
  const { language } = frame.visit
  const titleOf = (id: string) =>
    offered.sessions.find(({ session }) => session.id === id)?.session.title[language] ?? id
  const firms = new Set(rows.map(({ code }) => code)).size
  return (
    <DeskPage {...around} caption={t.byFirm} title={offered.event.title[language]}>
      {rows.length === 0 ? (
        <Empty text={t.noFirm} />
      ) : (
        <Table
          caption={t.byFirm}
          columns={[
            ...[requests.firm, t.sessionName, t.means].map((label) => ({ label })),
            { label: t.howMany, numeric: true },
            ...[t.filedAs, t.contact].map((label) => ({ label })),
          ]}
          rows={rows.map((row) => [
            <>
              <span class="sp-code">{row.code}</span> {language === 'en' ? row.nameEn : row.nameZh}
            </>,
            titleOf(row.session),
            t.by[row.by],
            String(row.people),
            <>
              {registrationNumber(row.number)} {row.late && <Tag tone="warn" text={t.late} />}
            </>,
            [row.contactName, row.contactTelephone].filter(Boolean).join(', '),
          ])}
        />
      )}
      <Pager frame={frame} count={attestation.desk.shown(firms)} previous={first} next={next} />
      <DownloadLink to={`${path}/registrations.csv`} label={t.csv} />
      <p class="govuk-body">
        <Link to={path.slice(0, path.lastIndexOf('/'))}>{t.title}</Link>
      </p>
    </DeskPage>
  )
}
