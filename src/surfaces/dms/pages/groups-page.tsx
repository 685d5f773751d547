import type { FunctionId } from '../../../kernel/ids.ts'
import type { ListedGroup } from '../../../listings/read-groups.ts'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Table } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface GroupsPageProps extends Around {
  readonly groups: readonly ListedGroup[]
  readonly functionNameOf: (id: FunctionId) => string
  /** Null for who makes nothing here. */
  readonly create: string | null
  readonly hrefOf: (id: string) => string
}

/** The user groups of a firm: which functions each opens, and for how many. */
export function GroupsPage({ groups, functionNameOf, create, hrefOf, ...around }: GroupsPageProps) {
  const t = textsOf(around.frame)
  const c = t.groups.columns
  return (
    <FirmPage
      {...around}
      title={t.rooms.groups}
      actions={
        create && (
          <Link to={create} class="govuk-button">
            {t.groups.create}
          </Link>
        )
      }
    >
      <p class="govuk-body">{t.groups.intro}</p>
      {groups.length === 0 ? (
        <Empty text={t.groups.none} />
      ) : (
        <Table
          caption={t.groups.caption}
          columns={[{ label: c.name }, { label: c.functions }, { label: c.members, numeric: true }]}
          rows={groups.map(({ id, name, functions, members }) => [
            <Link to={hrefOf(id)}>{name}</Link>,
            functions.length === 0 ? t.groups.noFunctions : functions.map(functionNameOf).join(t.users.comma),
            String(members),
          ])}
        />
      )}
    </FirmPage>
  )
}
