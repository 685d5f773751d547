import {
  FIRM_FILTERS,
  type FirmFilter,
  type FirmsWanted,
  type ListedFirm,
} from '../../../participants/list-firms.ts'
import { type Frame, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Pager, Search, Table, Tag } from '../../../web/list-parts.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface FirmsPageProps extends Around {
  readonly wanted: FirmsWanted
  readonly counts: Readonly<Record<FirmFilter, number>>
  readonly firms: readonly ListedFirm[]
  readonly path: string
  readonly to: {
    readonly filter: Readonly<Record<FirmFilter, string>>
    readonly first: string | null
    readonly next: string | null
    /** Null for who asks for nothing here. */
    readonly admit: string | null
  }
}

/** All participants, or those with a warning, or those under single control. */
export function FirmsPage({ wanted, counts, firms, path, to, ...around }: FirmsPageProps) {
  const { frame } = around
  const { rooms, deskFirms: t } = textsOf(frame)
  const keep = wanted.filter === 'every' ? {} : { filter: wanted.filter }
  return (
    <DeskPage
      {...around}
      title={rooms.participants}
      actions={
        to.admit && (
          <Link to={to.admit} class="govuk-button">
            {t.admit}
          </Link>
        )
      }
    >
      <p class="govuk-body">{t.intro}</p>
      <Search frame={frame} action={path} label={t.search} value={wanted.search} keep={keep} />
      <Filters frame={frame} filter={wanted.filter} counts={counts} to={to.filter} />
      {firms.length === 0 ? <Empty text={t.none} /> : <Firms frame={frame} firms={firms} path={path} />}
      <Pager frame={frame} count={t.shown(firms.length)} previous={to.first} next={to.next} />
    </DeskPage>
  )
}

type FiltersProps = Pick<FirmsPageProps, 'frame' | 'counts'> & {
  readonly filter: FirmFilter
  readonly to: FirmsPageProps['to']['filter']
}

function Filters({ frame, filter, counts, to }: FiltersProps) {
  const { deskFirms: t, list } = textsOf(frame)
  return (
    <nav class="sp-filters" aria-label={list.filter}>
      <ul>
        {FIRM_FILTERS.map((one) => (
          <li>
            <Link to={to[one]} current={one === filter ? 'page' : undefined} class="sp-filters__link">
              {t.filtered(t.filters[one], counts[one])}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Firms({ frame, firms, path }: Pick<FirmsPageProps, 'frame' | 'firms' | 'path'>) {
  const t = textsOf(frame).deskFirms
  const c = t.columns
  return (
    <Table
      caption={t.caption}
      columns={[
        ...[{ label: c.code }, { label: c.name }, { label: c.makers, numeric: true }],
        ...[{ label: c.checkers, numeric: true }, { label: c.able, numeric: true }, { label: c.warnings }],
      ]}
      rows={firms.map((firm) => [
        <Link to={`${path}/${firm.code}`}>{firm.code}</Link>,
        nameOf(frame, firm),
        ...[String(firm.makers), String(firm.checkers), String(firm.ableToLogOn)],
        <Warnings frame={frame} firm={firm} />,
      ])}
    />
  )
}

export function nameOf(frame: Frame, { nameEn, nameZh }: Pick<ListedFirm, 'nameEn' | 'nameZh'>): string {
  return frame.visit.language === 'en' ? nameEn : nameZh
}

function Warnings({ frame, firm }: { readonly frame: Frame; readonly firm: ListedFirm }) {
  const { deskFirms: t, room } = textsOf(frame)
  const { warnings, singleControl } = firm
  return (
    <>
      {singleControl && <Tag tone="busy" text={room.singleControl} />}{' '}
      {warnings.map((warning) => (
        <>
          <Tag tone={warning === 'nobody-can-log-on' ? 'bad' : 'warn'} text={t.warnings[warning]} />{' '}
        </>
      ))}
      {warnings.length === 0 && !singleControl && <Tag tone="good" text={t.well} />}
    </>
  )
}
