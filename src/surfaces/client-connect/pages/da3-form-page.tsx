import { DELEGATE_ROLES, type Delegate } from '../../../delegates/delegates-of.ts'
import type { Deed } from '../../../delegates/hands.ts'
import { Entry, Select } from '../../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton, WarningButton } from '../../../web/form-parts.tsx'
import type { Fields } from '../../../web/forms.ts'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { BringCardForm } from '../../pages/bring-card-form.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { type FieldName, FORMS, pathOf } from '../da3-forms.ts'

export interface Da3FormPageProps extends Around {
  readonly deed: Deed
  readonly delegate: Delegate | null
  readonly singleControl: boolean
  /** What stands in the fields: what is on record, or what was typed and refused. */
  readonly typed: Fields
  readonly errors: readonly FieldError[]
  readonly back: string
  /** At the operator's desk: the firm. */
  readonly about?: string
}

/** One form of eService DA 3, prefilled with what is on record. */
export function Da3FormPage(props: Da3FormPageProps) {
  const { deed, delegate, errors, back, about, singleControl: _, typed: __, ...around } = props
  const { frame } = around
  const t = textsOf(frame).da3
  const shown = errors.map((error) => ({ ...error, field: fieldOf(deed, error.field) }))
  const whom = [about, delegate && `${delegate.userId} ${delegate.name}`].filter(Boolean).join(' · ')
  const caption = whom === '' ? {} : { caption: whom }
  return (
    <FirmPage {...around} {...caption} title={t.deeds[deed]} errors={shown}>
      <p class="govuk-body">{t.explains[deed]}</p>
      <Da3Form {...props} errors={shown} />
      <p class="govuk-body">
        <Link to={back}>{t.back}</Link>
      </p>
    </FirmPage>
  )
}

function Da3Form(props: Da3FormPageProps) {
  const { frame, deed, typed, errors, back } = props
  const t = textsOf(frame).da3
  const remark = { label: t.fields.remark, hint: t.fields.remarkHint, value: typed.get('remark') ?? '' }
  const remarkField = <Entry frame={frame} name="remark" {...remark} maxlength={1000} errors={errors} />
  const action = `${back}/${pathOf(deed)}`
  if (FORMS[deed].fields.includes('certificate')) {
    const form = { frame, action, errors, button: t.ask, certificate: typed.get('certificate') ?? '' }
    return <BringCardForm {...form}>{remarkField}</BringCardForm>
  }
  const label = AT_ONCE.has(deed) ? t.deeds[deed] : t.ask
  return (
    <PostForm frame={frame} action={action}>
      {FORMS[deed].fields.map((name) => name !== 'certificate' && <FormField {...props} name={name} />)}
      {remarkField}
      {AT_ONCE.has(deed) || deed === 'remove' ? (
        <WarningButton label={label} />
      ) : (
        <PrimaryButton label={label} />
      )}
    </PostForm>
  )
}

/** In force as soon as the button is pressed. */
const AT_ONCE: ReadonlySet<Deed> = new Set<Deed>(['suspend', 'card-revoke'])

/** A fault of something that this form has no field for is said at the remark, which every form has. */
function fieldOf(deed: Deed, field: string): string {
  const named = field === 'whom' ? 'name' : field
  return FORMS[deed].fields.some((one) => one === named) ? named : 'remark'
}

function FormField(props: Da3FormPageProps & { readonly name: Exclude<FieldName, 'certificate'> }) {
  const { frame, name, typed, errors, singleControl } = props
  const { da3: t, roles } = textsOf(frame)
  const field = { frame, name, label: t.fields[name], value: typed.get(name) ?? '', errors }
  switch (name) {
    case 'role': {
      const choices = DELEGATE_ROLES.filter((role) => singleControl || role !== 'da-single')
      return <Select {...field} choices={choices.map((role) => ({ value: role, label: roles[role] }))} />
    }
    case 'language': {
      const choices = (['en', 'zh-Hant'] as const).map((value) => ({ value, label: t.languages[value] }))
      return <Select {...field} choices={choices} />
    }
    case 'userId':
      return <Entry {...field} hint={t.fields.userIdHint} maxlength={12} short />
    case 'ofUserId':
      return <Entry {...field} hint={t.fields.ofUserIdHint} maxlength={12} short />
    case 'address':
      return <Entry {...field} hint={t.fields.addressHint} type="email" maxlength={254} />
    case 'until':
      return <Entry {...field} hint={t.fields.untilHint} type="date" short />
    case 'name':
      return <Entry {...field} />
  }
}
