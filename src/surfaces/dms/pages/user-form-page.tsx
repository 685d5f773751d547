import { Checkboxes, Entry, Select } from '../../../web/entry-parts.tsx'
import { type FieldError, PostForm } from '../../../web/form-parts.tsx'
import { textsOf } from '../../../web/frame.ts'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { Asking } from './asking.tsx'

/** What stands in the form: as typed, else as it is. */
export interface UserEntries {
  readonly user_id: string
  readonly colleague: string
  readonly name: string
  readonly language: string
  readonly remark: string
  /** Ids of the groups that are ticked. */
  readonly groups: ReadonlySet<string>
}

export interface UserFormPageProps extends Around {
  readonly action: string
  readonly back: string
  readonly errors: readonly FieldError[]
  readonly entries: UserEntries
  readonly groups: readonly { readonly id: string; readonly name: string; readonly functions: string }[]
}

export interface CreateUserPageProps extends UserFormPageProps {
  /** Where the form is shown again, filled in from a colleague's profile; `like` whose it is now. */
  readonly fill: { readonly action: string; readonly like: string; readonly isUnknown: boolean }
}

/** A new User ID, from the copy of a colleague's profile (P13). */
export function CreateUserPage({ fill, ...props }: CreateUserPageProps) {
  const { frame, action, errors, entries, groups, back, ...around } = props
  const { userForms: t, changes } = textsOf(frame)
  const unknown = fill.isUnknown ? [{ field: 'like', message: changes.problems['not-found'] }] : []
  return (
    <FirmPage {...around} frame={frame} title={t.createTitle} errors={[...unknown, ...errors]}>
      <p class="govuk-body">{t.createIntro}</p>
      <search>
        <form method="get" action={fill.action} class="sp-search">
          <Entry
            frame={frame}
            name="like"
            label={t.copyFrom}
            hint={t.copyHint}
            value={fill.like}
            errors={unknown}
            short
          />
          <button type="submit" class="govuk-button govuk-button--secondary">
            {t.copy}
          </button>
        </form>
      </search>
      <PostForm frame={frame} action={action}>
        <input type="hidden" name="copied_from" value={fill.isUnknown ? '' : fill.like} />
        <Entry
          frame={frame}
          name="user_id"
          label={t.userId}
          hint={t.userIdHint}
          value={entries.user_id}
          errors={errors}
          short
        />
        <Entry
          frame={frame}
          name="name"
          label={t.name}
          hint={t.nameHint}
          value={entries.name}
          errors={errors}
        />
        <Entry
          frame={frame}
          name="colleague"
          label={t.colleague}
          hint={t.colleagueHint}
          value={entries.colleague}
          errors={errors}
          short
        />
        <Language frame={frame} entries={entries} errors={errors} />
        <Groups frame={frame} groups={groups} entries={entries} />
        <Asking frame={frame} remark={entries.remark} errors={errors} back={back} />
      </PostForm>
    </FirmPage>
  )
}

export interface AmendUserPageProps extends UserFormPageProps {
  readonly userId: string
}

/** Name, language of mail and user groups of a User ID. */
export function AmendUserPage({ userId, ...props }: AmendUserPageProps) {
  const { frame, action, errors, entries, groups, back, ...around } = props
  const { userForms: t } = textsOf(frame)
  return (
    <FirmPage {...around} frame={frame} caption={userId} title={t.amendTitle} errors={errors}>
      <PostForm frame={frame} action={action}>
        <Entry frame={frame} name="name" label={t.name} value={entries.name} errors={errors} />
        <Language frame={frame} entries={entries} errors={errors} />
        <Groups frame={frame} groups={groups} entries={entries} />
        <Asking frame={frame} remark={entries.remark} errors={errors} back={back} />
      </PostForm>
    </FirmPage>
  )
}

type PartProps = Pick<UserFormPageProps, 'frame' | 'entries' | 'errors'>

function Language({ frame, entries, errors }: PartProps) {
  const { userForms, user } = textsOf(frame)
  const choices = (['en', 'zh-Hant'] as const).map((value) => ({ value, label: user.languages[value] }))
  return (
    <Select
      frame={frame}
      name="language"
      label={userForms.language}
      value={entries.language}
      choices={choices}
      errors={errors}
    />
  )
}

function Groups({ frame, groups, entries }: Pick<UserFormPageProps, 'frame' | 'groups' | 'entries'>) {
  const { userForms: t } = textsOf(frame)
  if (groups.length === 0) return <p class="govuk-inset-text">{t.noGroups}</p>
  return (
    <Checkboxes
      legend={t.groups}
      hint={t.groupsHint}
      choices={groups.map(({ id, name, functions }) => ({
        value: `group-${id}`,
        label: name,
        hint: functions,
        checked: entries.groups.has(id),
      }))}
    />
  )
}
