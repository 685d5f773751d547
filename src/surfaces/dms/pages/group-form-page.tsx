import type { FunctionId } from '../../../kernel/ids.ts'
import { Checkboxes, Entry } from '../../../web/entry-parts.tsx'
import { type FieldError, PostForm } from '../../../web/form-parts.tsx'
import { textsOf } from '../../../web/frame.ts'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { Asking } from './asking.tsx'

export interface GroupEntries {
  readonly name: string
  readonly functions: ReadonlySet<string>
  readonly remark: string
}

export interface GroupFormPageProps extends Around {
  readonly title: string
  readonly action: string
  readonly back: string
  readonly errors: readonly FieldError[]
  readonly entries: GroupEntries
  readonly functions: readonly { readonly id: FunctionId; readonly name: string }[]
  /** How many User IDs it changes; null for a new group. */
  readonly members: number | null
}

/** A user group: its name, and the functions that it opens. */
export function GroupFormPage(props: GroupFormPageProps) {
  const { title, action, back, errors, entries, functions, members, ...around } = props
  const { frame } = around
  const { groups: t } = textsOf(frame)
  return (
    <FirmPage {...around} title={title} errors={errors}>
      {members !== null && <p class="govuk-body">{t.amendHint(String(members))}</p>}
      <PostForm frame={frame} action={action}>
        <Entry
          frame={frame}
          name="name"
          label={t.name}
          hint={t.nameHint}
          value={entries.name}
          errors={errors}
        />
        <Checkboxes
          legend={t.functions}
          choices={functions.map(({ id, name }) => ({
            value: `function-${id}`,
            label: name,
            checked: entries.functions.has(id),
          }))}
        />
        <Asking frame={frame} remark={entries.remark} errors={errors} back={back} />
      </PostForm>
    </FirmPage>
  )
}
