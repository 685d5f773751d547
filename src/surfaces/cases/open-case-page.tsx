import { ROUTES } from '../../hotline/rules/routes-of.ts'
import type { Contact } from '../../participants/contacts-of.ts'
import { Entry, Select } from '../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import { textsOf } from '../../web/frame.ts'
import { Empty, Facts, Search } from '../../web/list-parts.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import type { Around } from '../pages/room-props.ts'

export interface OpenCasePageProps extends Around {
  readonly path: string
  /** The firm's code as it was asked for; '' for not yet. */
  readonly firmAsked: string
  /** Null where there is no such firm. */
  readonly contacts: readonly Contact[] | null
  readonly typed: Fields
  readonly errors: readonly FieldError[]
}

/** First the firm, then whom to call back, then what he says: no form without a recorded contact. */
export function OpenCasePage({ path, firmAsked, contacts, typed, errors, ...around }: OpenCasePageProps) {
  const { frame } = around
  const { hotline: t } = textsOf(frame)
  const entry = (name: string, label: string, hint?: string) => (
    <Entry {...{ frame, errors, name, label, ...(hint && { hint }) }} value={typed.get(name) ?? ''} />
  )
  const keep = { about: typed.get('about') ?? '' }
  return (
    <FirmPage {...around} title={t.open} errors={errors}>
      <Search {...{ frame, action: path, label: t.whichFirm, value: firmAsked, keep, listsAll: false }} />
      {firmAsked !== '' && contacts === null && <Empty text={t.noFirm} />}
      {contacts?.length === 0 && <p class="govuk-inset-text">{t.noContact}</p>}
      {contacts !== null && contacts.length > 0 && (
        <PostForm frame={frame} action={path}>
          <input type="hidden" name="firm" value={firmAsked} />
          <p class="govuk-inset-text">{t.callBack}</p>
          <Facts
            facts={contacts.map(({ name, office, telephone }) => [name, t.contactHint(office, telephone)])}
          />
          <Select
            {...{ frame, errors, name: 'contact', label: t.contact, value: typed.get('contact') ?? '' }}
            choices={[
              { value: '', label: '' },
              ...contacts.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {entry('caller', t.caller)}
          {entry('about', t.aboutUser)}
          {entry('reference', t.reference)}
          {entry('matter', t.matter, t.matterHint)}
          <Select
            {...{ frame, errors, name: 'route', label: t.route, value: typed.get('route') ?? 'firm' }}
            choices={ROUTES.map((route) => ({ value: route, label: t.routes[route] }))}
          />
          <PrimaryButton label={t.open} />
        </PostForm>
      )}
    </FirmPage>
  )
}
