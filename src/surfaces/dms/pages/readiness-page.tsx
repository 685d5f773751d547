import type { FirmPerson } from '../../../readiness/firm-people.ts'
import { LACK_FILTERS, type LackFilter } from '../../../readiness/firm-store.ts'
import { ACTOR_TEXTS, CARD_ONLY, LACK_TEXTS } from '../../../readiness/rules/words.ts'
import { Select } from '../../../web/entry-parts.tsx'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Pager, Search, Table, Tag } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import type { ListPage, ListQuery } from '../list-query.ts'
import { StandingTag } from './user-tags.tsx'

export interface ReadinessPageProps extends Around {
  readonly path: string
  readonly base: string
  readonly query: ListQuery<LackFilter>
  readonly list: ListPage<FirmPerson>
}

/** Each person, what he lacks, and who must act. */
export function ReadinessPage({ path, base, query, list, ...around }: ReadinessPageProps) {
  const { frame } = around
  const { readiness: t, list: lists, users } = textsOf(frame)
  const choices = LACK_FILTERS.map((value) => ({ value, label: t.filters[value] }))
  const { user, name, standing, lacks, acts } = t.columns
  return (
    <FirmPage {...around} title={t.peopleTitle}>
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
        <Empty text={lists.noneFound} />
      ) : (
        <Table
          caption={t.peopleTitle}
          columns={[user, name, standing, lacks, acts].map((label) => ({ label }))}
          rows={list.rows.map((person) => [
            <Link to={`${base}/emails/user/${person.userId}`}>{person.userId}</Link>,
            person.displayName,
            <>
              <StandingTag frame={frame} standing={person.standing} />{' '}
              {person.isCardOnly && <Tag tone="warn" text={CARD_ONLY[frame.visit.language]} />}
            </>,
            person.lacks.map((lack) => LACK_TEXTS[lack][frame.visit.language]).join(users.comma) || t.nothing,
            person.mustAct.map((actor) => ACTOR_TEXTS[actor][frame.visit.language]).join(users.comma),
          ])}
        />
      )}
      <Pager frame={frame} count={lists.shownSome(list.rows.length)} {...list} />
    </FirmPage>
  )
}
