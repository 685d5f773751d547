import type { ListedGroup } from '../../../listings/read-groups.ts'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Facts } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface GroupPageProps extends Around {
  readonly group: ListedGroup
  readonly functionNames: readonly string[]
  /** Null for who makes nothing here, or where it can't be asked for. */
  readonly amend: string | null
  readonly remove: string | null
}

/** One user group, and what may be asked for about it. */
export function GroupPage({ group, functionNames, amend, remove, ...around }: GroupPageProps) {
  const { groups: t, users } = textsOf(around.frame)
  const { columns: c } = t
  return (
    <FirmPage {...around} caption={c.name} title={group.name}>
      {group.ofAdministrators && <p class="govuk-inset-text">{t.ofAdministrators}</p>}
      <Facts
        facts={[
          [c.functions, functionNames.length === 0 ? t.noFunctions : functionNames.join(users.comma)],
          [c.members, String(group.members)],
        ]}
      />
      {(amend !== null || remove !== null) && (
        <nav class="sp-actions" aria-label={textsOf(around.frame).user.actions}>
          {amend && (
            <Link to={amend} class="govuk-button govuk-button--secondary">
              {t.amend}
            </Link>
          )}
          {remove && (
            <Link to={remove} class="govuk-button govuk-button--secondary">
              {t.remove}
            </Link>
          )}
        </nav>
      )}
      {amend !== null && remove === null && <p class="govuk-body">{t.notEmpty}</p>}
    </FirmPage>
  )
}
