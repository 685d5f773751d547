import { ADDRESS_FILTERS, type AddressFilter, type FirmAddress } from '../../../emails/firm-addresses.ts'
import { Select } from '../../../web/entry-parts.tsx'
import { SecondaryButton } from '../../../web/form-parts.tsx'
import { type Frame, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Done, DownloadLink, Empty, Pager, Search, Table, Tag } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import type { ListPage, ListQuery } from '../list-query.ts'
import { MailState } from './mail-state.tsx'

export interface EmailsPageProps extends Around {
  readonly path: string
  readonly query: ListQuery<AddressFilter>
  readonly list: ListPage<FirmAddress>
  /** How many test mails were just asked for; null where none were. */
  readonly tested: number | null
}

/** Everybody of the firm, the address mail goes to, and whether it arrives. */
export function EmailsPage({ path, query, list, tested, ...around }: EmailsPageProps) {
  const { frame } = around
  const { emails: t, list: lists } = textsOf(frame)
  const choices = ADDRESS_FILTERS.map((value) => ({ value, label: t.filters[value] }))
  const { user, name, address, mail } = t.columns
  return (
    <FirmPage
      {...around}
      title={t.title}
      notice={tested !== null && <Done text={t.tested(tested)} />}
      actions={around.mayChange && <Actions frame={frame} path={path} />}
    >
      <p class="govuk-body">{t.caption}</p>
      <Search frame={frame} action={path} label={t.search} value={query.search}>
        <Select
          frame={frame}
          name="show"
          label={lists.filter}
          value={query.filter}
          choices={choices}
          errors={[]}
        />
      </Search>
      {list.rows.length === 0 ? (
        <Empty text={query.search === '' && query.filter === 'all' ? lists.none : lists.noneFound} />
      ) : (
        <Table
          caption={t.title}
          columns={[user, name, address, mail].map((label) => ({ label }))}
          rows={list.rows.map((row) => [
            <Link to={`${path}/user/${row.userId}`}>{row.userId}</Link>,
            row.displayName,
            <Address frame={frame} row={row} />,
            <MailState frame={frame} row={row} />,
          ])}
        />
      )}
      <Pager frame={frame} count={lists.shownSome(list.rows.length)} {...list} />
      <p class="sp-downloads">
        <DownloadLink to={`${path}/emails.csv`} label={t.downloadLink} />
        <DownloadLink to={`${path}/users-without-address.csv`} label={t.templateLink} />
      </p>
    </FirmPage>
  )
}

function Actions({ frame, path }: { readonly frame: Frame; readonly path: string }) {
  const t = textsOf(frame).emails
  return (
    <>
      <Link to={`${path}/uploads`} class="govuk-button">
        {t.uploadLink}
      </Link>
      <SecondaryButton frame={frame} action={`${path}/test`} label={t.testAll} />
    </>
  )
}

function Address({ frame, row }: { readonly frame: Frame; readonly row: FirmAddress }) {
  const t = textsOf(frame).emails
  return (
    <>
      {row.address ?? <span class="sp-quiet">{t.none}</span>}
      {row.shared && <Tag tone="warn" text={t.shared} />}
      {row.status === 'suspended' && <Tag tone="quiet" text={t.suspended} />}
    </>
  )
}
