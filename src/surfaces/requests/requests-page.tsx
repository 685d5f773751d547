import type { ListedRequest } from '../../changes/list-requests.ts'
import { Select } from '../../web/entry-parts.tsx'
import { type Frame, sayLastDay, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { Empty, Pager, Search, Table, Tag } from '../../web/list-parts.tsx'
import { Unattended } from '../absences/unattended.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import { type RequestsPageProps, WHICH } from './request-props.ts'
import { RequestState } from './request-state.tsx'

/** The requests of a firm, or at the desk of all: what waits for oneself comes first. */
export function RequestsPage(props: RequestsPageProps) {
  const { path, which, requests, notFound, unattended, first, next, ...around } = props
  const { frame, firm } = around
  const { rooms, requests: t, list } = textsOf(frame)
  return (
    <FirmPage {...around} title={rooms.requests}>
      <Search frame={frame} action={path} label={t.search} value={notFound ?? ''}>
        <Select
          frame={frame}
          name="show"
          label={t.show}
          errors={[]}
          value={which}
          choices={WHICH.map((value) => ({ value, label: t.which[value] }))}
        />
      </Search>
      <Unattended frame={frame} spans={unattended} />
      {notFound !== null && <p role="alert">{t.noSuch(notFound)}</p>}
      {requests.length === 0 ? (
        <Empty text={notFound === null ? t.none[which] : list.noneFound} />
      ) : (
        <>
          <Table
            caption={t.which[which]}
            columns={[
              { label: t.number },
              { label: t.change },
              ...(firm === null ? [{ label: t.firm }] : []),
              { label: t.about },
              { label: t.state },
              { label: t.maker },
              { label: t.due },
            ]}
            rows={requests.map((request) => cellsOf(frame, path, request, firm === null))}
          />
          <Pager frame={frame} count={t.shown(requests.length)} previous={first} next={next} />
        </>
      )}
    </FirmPage>
  )
}

function cellsOf(frame: Frame, path: string, request: ListedRequest, atDesk: boolean) {
  const { changes, requests: t } = textsOf(frame)
  const { number, kind, about, subjects, maker, participant } = request
  return [
    <Link to={`${path}/${number}`} class="govuk-link sp-nowrap">
      {number}
    </Link>,
    changes.kinds[kind],
    ...(atDesk ? [<span class="sp-code">{participant}</span>] : []),
    about === null ? '' : t.aboutMore(about, subjects),
    <>
      <RequestState frame={frame} state={request.state} />
      {request.isEscalated && <Tag tone="warn" text={t.escalated} />}
      {request.singleControl && <Tag tone="warn" text={t.singleControl} />}
    </>,
    maker === null ? t.somebody : `${maker.userId} (${maker.name})`,
    <>
      {t.endOf(sayLastDay(frame, request.dueAt))} {request.isOverdue && <Tag tone="bad" text={t.overdue} />}
    </>,
  ]
}
