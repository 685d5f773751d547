import { type FieldError, FieldMessage } from './form-parts.tsx'
import { FORM_TOKEN } from './form-token.ts'
import type { Frame } from './frame.ts'
import { isSitePath } from './link.tsx'
import type { Child } from './markup.ts'

/**
 * Fields of forms behind a door, where what was typed is shown again. Before a logon nothing is (form-parts.tsx).
 */
interface Field {
  readonly frame: Frame
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly errors: readonly FieldError[]
}

interface GroupProps extends Field {
  readonly children: (given: { readonly describedBy: string | undefined; readonly wrong: boolean }) => Child
}

/** Label, hint, what is wrong, and the field itself. */
function Group({ frame, name, label, hint, errors, children }: GroupProps) {
  const message = errors.find(({ field }) => field === name)?.message
  const ids = [hint && `${name}-hint`, message && `${name}-error`].filter(Boolean)
  return (
    <div class={message ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'}>
      <label class="govuk-label govuk-label--s" for={name}>
        {label}
      </label>
      {hint && (
        <div id={`${name}-hint`} class="govuk-hint">
          {hint}
        </div>
      )}
      {message && <FieldMessage frame={frame} name={name} message={message} />}
      {children({ describedBy: ids.length === 0 ? undefined : ids.join(' '), wrong: message !== undefined })}
    </div>
  )
}

export interface EntryProps extends Field {
  readonly value: string
  readonly type?: 'text' | 'email' | 'date' | 'tel'
  readonly maxlength?: number
  /** A short thing, such as a code or a date. */
  readonly short?: boolean
}

/** One line. No field of ours has more: a remark is a sentence (forms.ts refuses control characters). */
export function Entry(props: EntryProps) {
  const { name, value, type = 'text', maxlength = 200, short = false } = props
  return (
    <Group {...props}>
      {({ describedBy, wrong }) => (
        <input
          class={['govuk-input', short ? 'sp-input--short' : 'sp-input--wide', wrong && 'govuk-input--error']
            .filter(Boolean)
            .join(' ')}
          id={name}
          name={name}
          type={type}
          value={value}
          maxlength={maxlength}
          autocomplete="off"
          spellcheck={false}
          aria-describedby={describedBy}
          aria-invalid={wrong ? 'true' : undefined}
        />
      )}
    </Group>
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
}

export interface SelectProps extends Field {
  readonly value: string
  readonly choices: readonly Choice[]
}

export function Select(props: SelectProps) {
  const { name, value, choices } = props
  return (
    <Group {...props}>
      {({ describedBy, wrong }) => (
        <select
          class={wrong ? 'govuk-select govuk-select--error' : 'govuk-select'}
          id={name}
          name={name}
          autocomplete="off"
          aria-describedby={describedBy}
        >
          {choices.map((choice) => (
            <option value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Group>
  )
}

export interface CheckboxesProps {
  readonly legend: string
  readonly hint?: string
  /** Each has a name of its own: a name that comes twice is refused (forms.ts). It posts `on`. */
  readonly choices: readonly (Choice & { readonly checked: boolean; readonly hint?: string })[]
}

export function Checkboxes({ legend, hint, choices }: CheckboxesProps) {
  return (
    <div class="govuk-form-group">
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
        {hint && <div class="govuk-hint">{hint}</div>}
        <div class="govuk-checkboxes govuk-checkboxes--small">
          {choices.map(({ value, label, checked, hint: of }) => (
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                type="checkbox"
                id={value}
                name={value}
                checked={checked}
                autocomplete="off"
                aria-describedby={of && `${value}-hint`}
              />
              <label class="govuk-label govuk-checkboxes__label" for={value}>
                {label}
              </label>
              {of && (
                <div class="govuk-hint govuk-checkboxes__hint" id={`${value}-hint`}>
                  {of}
                </div>
              )}
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}

export interface UploadFormProps {
  readonly frame: Frame
  /** Ends in `/upload`: only there is a file taken (read-upload.ts). */
  readonly action: string
  readonly errors: readonly FieldError[]
  readonly label: string
  readonly hint: string
  readonly button: string
  /** Kinds of file that its person is offered first; CSV where nothing else is said. */
  readonly accept?: string
  /** Fields that come before the file, so that they are known when its first byte arrives. */
  readonly children?: Child
}

/** One file, named `file`, last in its form. */
export function UploadForm(props: UploadFormProps) {
  const { frame, action, errors, label, hint, button, accept = '.csv,text/csv', children } = props
  if (!isSitePath(action) || !action.endsWith('/upload')) throw new Error('a file goes to an upload alone')
  return (
    <form method="post" action={action} enctype="multipart/form-data" novalidate>
      <input type="hidden" name={FORM_TOKEN} value={frame.visit.tokenFor(action)} />
      {children}
      <Group frame={frame} name="file" label={label} hint={hint} errors={errors}>
        {({ describedBy }) => (
          <input
            class="govuk-file-upload"
            id="file"
            name="file"
            type="file"
            accept={accept}
            autocomplete="off"
            aria-describedby={describedBy}
          />
        )}
      </Group>
      <button type="submit" class="govuk-button">
        {button}
      </button>
    </form>
  )
}
