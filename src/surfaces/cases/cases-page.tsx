import { sayCase } from '../../hotline/case-number.ts'
import { CASE_FILTERS, type CaseFilter, type HotlineCase } from '../../hotline/list-cases.ts'
import { type Frame, sayMoment, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { Empty, Pager, Table, Tag } from '../../web/list-parts.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import type { Around } from '../pages/room-props.ts'

export interface CasesPageProps extends Around {
  readonly path: string
  readonly show: CaseFilter
  readonly cases: readonly HotlineCase[]
  readonly first: string | null
  readonly next: string | null
  readonly mayOpen: boolean
}

/** The cases of the hotline: all of them at the desk, to a firm those that it has to see to. */
export function CasesPage({ path, show, cases, first, next, mayOpen, ...around }: CasesPageProps) {
  const { frame } = around
  const { hotline: t, list, rooms } = textsOf(frame)
  return (
    <FirmPage
      {...around}
      title={rooms.cases}
      actions={
        mayOpen && (
          <Link to={`${path}/open`} class="govuk-button">
            {t.open}
          </Link>
        )
      }
    >
      <p class="govuk-body">{t.intro}</p>
      <nav class="sp-filters" aria-label={list.filter}>
        <ul>
          {CASE_FILTERS.map((one) => (
            <li>
              <Link
                to={`${path}?show=${one}`}
                current={one === show ? 'page' : undefined}
                class="sp-filters__link"
              >
                {t.filters[one]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {cases.length === 0 ? <Empty text={t.none} /> : <Cases frame={frame} path={path} cases={cases} />}
      <Pager frame={frame} count={t.shown(cases.length)} previous={first} next={next} />
    </FirmPage>
  )
}

type CasesProps = { readonly frame: Frame } & Pick<CasesPageProps, 'path' | 'cases'>

function Cases({ frame, path, cases }: CasesProps) {
  const { hotline: t, rooms } = textsOf(frame)
  const c = t.columns
  const columns = [c.number, c.firm, c.about, c.matter, c.route, c.opened].map((label) => ({ label }))
  return (
    <Table
      caption={rooms.cases}
      columns={columns}
      rows={cases.map((one) => [
        <Link to={`${path}/${sayCase(one.number)}`}>{sayCase(one.number)}</Link>,
        one.firm,
        one.about ?? t.nobody,
        one.matter,
        <CaseState frame={frame} {...one} />,
        sayMoment(frame, one.openedAt),
      ])}
    />
  )
}

export function CaseState({
  frame,
  closedAt,
  route,
}: { readonly frame: Frame } & Pick<HotlineCase, 'closedAt' | 'route'>) {
  const { hotline: t } = textsOf(frame)
  return closedAt === null ? <Tag tone="busy" text={t.routes[route]} /> : <Tag tone="quiet" text={t.closed} />
}
