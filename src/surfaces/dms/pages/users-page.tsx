import type { UserId } from '../../../kernel/ids.ts'
import type { AccountStatus, Role } from '../../../kernel/vocabulary.ts'
import {
  USER_FILTERS,
  type UserFilter,
  type UserSort,
  type UsersWanted,
} from '../../../listings/users-wanted.ts'
import type { StandingName } from '../../../readiness/rules/standing-at.ts'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { type Column, DownloadLink, Empty, Pager, Search, Table } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { StandingTag, StatusTag } from './user-tags.tsx'

export interface UserLine {
  readonly userId: UserId
  readonly href: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly status: AccountStatus
  readonly email: string | null
  /** Null for who is outside the programme, or gone. */
  readonly standing: StandingName | null
}

export interface UsersPageProps extends Around {
  readonly wanted: UsersWanted
  readonly counts: Readonly<Record<UserFilter, number>>
  readonly lines: readonly UserLine[]
  /** The same list, otherwise. */
  readonly to: {
    readonly list: string
    readonly filter: Readonly<Record<UserFilter, string>>
    readonly sort: Readonly<Record<UserSort, string>>
    readonly previous: string | null
    readonly next: string | null
    readonly file: string
    /** Null for who makes nothing here. */
    readonly create: string | null
  }
}

/** A firm's people: found by any part of what one knows of them, filtered by what they lack. */
export function UsersPage({ wanted, counts, lines, to, ...around }: UsersPageProps) {
  const { frame } = around
  const t = textsOf(frame)
  const { search, filter, sort } = wanted
  const keep = { ...(filter === 'present' ? {} : { filter }), ...(sort === 'user-id' ? {} : { sort }) }
  return (
    <FirmPage
      {...around}
      title={t.rooms.users}
      actions={
        to.create && (
          <Link to={to.create} class="govuk-button">
            {t.users.create}
          </Link>
        )
      }
    >
      <p class="govuk-body">{t.users.intro}</p>
      <Search frame={frame} action={to.list} label={t.users.search} value={search} keep={keep} />
      <Filters frame={frame} filter={filter} counts={counts} to={to.filter} />
      {lines.length === 0 ? (
        <Empty text={search === '' && filter === 'present' ? t.users.noneYet : t.users.noneFound} />
      ) : (
        <Lines frame={frame} lines={lines} sort={sort} to={to.sort} />
      )}
      <Pager frame={frame} count={t.users.inAll(counts[filter])} previous={to.previous} next={to.next} />
      <DownloadLink to={to.file} label={t.users.asFile} />
    </FirmPage>
  )
}

type FiltersProps = Pick<UsersPageProps, 'frame' | 'counts'> & {
  readonly filter: UserFilter
  readonly to: UsersPageProps['to']['filter']
}

function Filters({ frame, filter, counts, to }: FiltersProps) {
  const t = textsOf(frame)
  return (
    <nav class="sp-filters" aria-label={t.list.filter}>
      <ul>
        {USER_FILTERS.map((one) => (
          <li>
            <Link to={to[one]} current={one === filter ? 'page' : undefined} class="sp-filters__link">
              {t.users.filtered(t.users.filters[one], String(counts[one]))}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

type LinesProps = Pick<UsersPageProps, 'frame' | 'lines'> & {
  readonly sort: UserSort
  readonly to: UsersPageProps['to']['sort']
}

function Lines({ frame, lines, sort, to }: LinesProps) {
  const t = textsOf(frame)
  const c = t.users.columns
  const sorted = (by: UserSort): Pick<Column, 'sort'> => ({
    sort: { to: to[by], now: by === sort ? 'ascending' : null },
  })
  return (
    <Table
      caption={t.users.caption}
      columns={[
        { label: c.userId, ...sorted('user-id') },
        { label: c.name, ...sorted('name') },
        { label: c.role },
        { label: c.status },
        { label: c.email },
        { label: c.readiness },
      ]}
      rows={lines.map((line) => [
        <Link to={line.href}>{line.userId}</Link>,
        line.name,
        line.roles.map((role) => t.roles[role]).join(t.room.and),
        <StatusTag frame={frame} status={line.status} />,
        line.email ?? t.users.none,
        line.standing && <StandingTag frame={frame} standing={line.standing} />,
      ])}
    />
  )
}
