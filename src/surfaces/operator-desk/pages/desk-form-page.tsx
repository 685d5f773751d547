import type { Programme } from '../../../programme/programme.ts'
import type { Texts } from '../../../texts/en.ts'
import { type Choice, Entry, type EntryProps, Select } from '../../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton, WarningButton } from '../../../web/form-parts.tsx'
import type { Fields } from '../../../web/forms.ts'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { DESK_FORMS, type DeskDeed, type DeskField } from '../desk-forms.ts'

export interface DeskFormPageProps extends Around {
  readonly deed: DeskDeed
  /** Whom it is about, above the heading; empty: the estate. */
  readonly about: string
  readonly action: string
  readonly back: string
  /** What stands in the fields: what is on record, or what was typed and refused. */
  readonly typed: Fields
  readonly errors: readonly FieldError[]
  readonly systems: Programme['systems']
  readonly sessions: Programme['sessions']
}

/** One form of the desk. What it asks for waits for another operator. */
export function DeskFormPage(props: DeskFormPageProps) {
  const { deed, about, action, back, typed, errors, systems: _, sessions: __, ...around } = props
  const { frame } = around
  const t = textsOf(frame).deskForms
  return (
    <DeskPage
      {...around}
      {...(about === '' ? {} : { caption: about })}
      title={t.titles[deed]}
      errors={errors}
    >
      <p class="govuk-body">{t.intros[deed]}</p>
      <PostForm frame={frame} action={action}>
        {DESK_FORMS[deed].fields.map((name) => (
          <Field {...props} name={name} />
        ))}
        <Entry
          frame={frame}
          name="remark"
          label={t.fields.remark}
          hint={t.hints.remark}
          value={typed.get('remark') ?? ''}
          errors={errors}
          maxlength={1000}
        />
        {DESK_FORMS[deed].kind.restricts ? (
          <WarningButton label={t.titles[deed]} />
        ) : (
          <PrimaryButton label={t.ask} />
        )}
      </PostForm>
      <p class="govuk-body">
        <Link to={back}>{t.back}</Link>
      </p>
    </DeskPage>
  )
}

const LINES: Readonly<Partial<Record<DeskField, Pick<EntryProps, 'type' | 'maxlength' | 'short'>>>> = {
  code: { maxlength: 12, short: true },
  networks: { maxlength: 1000 },
  telephone: { type: 'tel', short: true },
  email: { type: 'email', maxlength: 254 },
  userId: { maxlength: 12, short: true },
  address: { type: 'email', maxlength: 254 },
  who: { maxlength: 12, short: true },
  day: { type: 'date', short: true },
  time: { maxlength: 5, short: true },
  decideDay: { type: 'date', short: true },
  decideTime: { maxlength: 5, short: true },
  businessDays: { maxlength: 2, short: true },
  branch: { maxlength: 9, short: true },
  fromDay: { type: 'date', short: true },
  fromTime: { maxlength: 5, short: true },
  untilDay: { type: 'date', short: true },
  untilTime: { maxlength: 5, short: true },
}

type Choosable = keyof Texts['deskForms']['choices']

const CHOICES: Readonly<Partial<Record<DeskField, readonly Choosable[]>>> = {
  singleControl: ['no', 'yes'],
  // Nobody decides a launch by leaving a field as he found it.
  decision: ['', 'no-go', 'go'],
  of: ['everybody', 'participant', 'person'],
  language: ['en', 'zh-Hant'],
  EU_UserMaintenance: ['no', 'yes'],
  EU_Events: ['no', 'yes'],
  EU_Documents: ['no', 'yes'],
  minutes: ['15', '30'],
}

function Field(props: DeskFormPageProps & { readonly name: DeskField }) {
  const { frame, name, deed, typed, errors } = props
  const t = textsOf(frame).deskForms
  const hints: Readonly<Record<string, string>> = t.hints
  const hint = name === 'who' && deed === 'grace' ? undefined : hints[name]
  const field = { frame, name, label: t.fields[name], value: typed.get(name) ?? '', errors }
  const choices = choicesOf(props)
  if (choices !== null) return <Select {...field} choices={choices} />
  return <Entry {...field} {...LINES[name]} {...(hint === undefined ? {} : { hint })} />
}

/** Null where it is a line to type. A grace is for somebody: never for everybody. */
function choicesOf({
  frame,
  name,
  deed,
  systems,
  sessions,
}: DeskFormPageProps & { readonly name: DeskField }): readonly Choice[] | null {
  const { choices } = textsOf(frame).deskForms
  if (name === 'system')
    return systems.map(({ id, name: of }) => ({ value: id, label: of[frame.visit.language] }))
  if (name === 'session')
    return sessions.map(({ id, title }) => ({ value: id, label: title[frame.visit.language] }))
  const offered = CHOICES[name]
  if (offered === undefined) return null
  return offered
    .filter((value) => value !== 'everybody' || deed !== 'grace')
    .map((value) => ({ value, label: choices[value] }))
}
