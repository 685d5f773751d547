import { FORM_TOKEN } from './form-token.ts'
import { type Frame, textsOf } from './frame.ts'
import { isSitePath } from './link.tsx'
import type { Child } from './markup.ts'

/** A field that needs the person's attention, with the sentence to show. `field` is its name and its id. */
export interface FieldError {
  readonly field: string
  readonly message: string
}

export interface PostFormProps {
  readonly frame: Frame
  readonly action: string
  readonly class?: string
  readonly children: Child
}

/** Every form: posted, with this browser's token for this address. What a browser would check, the server says. */
export function PostForm({ frame, action, class: look, children }: PostFormProps) {
  if (!isSitePath(action)) throw new Error('a form may post to this site only')
  return (
    <form method="post" action={action} class={look} novalidate>
      <input type="hidden" name={FORM_TOKEN} value={frame.visit.tokenFor(action)} />
      {children}
    </form>
  )
}

export interface TextFieldProps {
  readonly frame: Frame
  readonly name: string
  readonly label: string
  readonly autocomplete: 'username' | 'current-password' | 'new-password' | 'one-time-code'
  readonly errors: readonly FieldError[]
  readonly hint?: string
  /** Ids of texts elsewhere on the page that say what to type. */
  readonly describedBy?: string
  /** Where typing begins. A page that shows something wrong focuses that instead; a page has one such place. */
  readonly focus?: boolean
}

/** One line of text. Nothing typed is ever put back into it: a refused page is the same for everybody (design 3.1). */
export function TextField(props: TextFieldProps) {
  const { frame, name, label, hint, errors, autocomplete } = props
  const message = errors.find((error) => error.field === name)?.message
  const describedBy = [props.describedBy, hint && `${name}-hint`, message && `${name}-error`]
    .filter(Boolean)
    .join(' ')
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
      <input
        class={message ? 'govuk-input govuk-input--error' : 'govuk-input'}
        id={name}
        name={name}
        {...KEYBOARDS[autocomplete]}
        autocomplete={autocomplete}
        spellcheck={false}
        aria-describedby={describedBy === '' ? undefined : describedBy}
        aria-invalid={message ? 'true' : undefined}
        autofocus={props.focus === true && errors.length === 0}
      />
    </div>
  )
}

/** What a phone's keyboard offers. A passcode is text: `type="number"` would drop its leading zeros. */
const KEYBOARDS = {
  username: { type: 'text', autocapitalize: 'characters' },
  'current-password': { type: 'password' },
  'new-password': { type: 'password' },
  'one-time-code': { type: 'text', inputmode: 'numeric', autocapitalize: 'none' },
} as const

export interface RadiosProps {
  readonly frame: Frame
  readonly name: string
  readonly legend: string
  readonly choices: ReadonlyArray<{ readonly value: string; readonly label: string; readonly hint: string }>
  readonly errors: readonly FieldError[]
}

export function Radios({ frame, name, legend, choices, errors }: RadiosProps) {
  const message = errors.find((error) => error.field === name)?.message
  return (
    <div class={message ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'}>
      <fieldset class="govuk-fieldset" aria-describedby={message && `${name}-error`}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
        {message && <FieldMessage frame={frame} name={name} message={message} />}
        <div class="govuk-radios">
          {choices.map(({ value, label, hint }, index) => (
            <Radio
              name={name}
              id={index === 0 ? name : `${name}-${value}`}
              value={value}
              label={label}
              hint={hint}
            />
          ))}
        </div>
      </fieldset>
    </div>
  )
}

/** The first of a group carries the group's name as id: that is where the error summary leads. */
function Radio(props: Readonly<Record<'name' | 'id' | 'value' | 'label' | 'hint', string>>) {
  const { name, id, value, label, hint } = props
  return (
    <div class="govuk-radios__item">
      <input
        class="govuk-radios__input"
        type="radio"
        name={name}
        id={id}
        value={value}
        autocomplete="off"
        aria-describedby={`${id}-hint`}
      />
      <label class="govuk-label govuk-radios__label govuk-label--s" for={id}>
        {label}
      </label>
      <div class="govuk-hint govuk-radios__hint" id={`${id}-hint`}>
        {hint}
      </div>
    </div>
  )
}

interface FieldMessageProps {
  readonly frame: Frame
  readonly name: string
  readonly message: string
}

export function FieldMessage({ frame, name, message }: FieldMessageProps) {
  return (
    <p id={`${name}-error`} class="govuk-error-message">
      <span class="govuk-visually-hidden">{textsOf(frame).shell.errorPrefix}</span> {message}
    </p>
  )
}

/** Above the form when a field needs attention: each line leads to its field, and focus is here without a script. */
export function ErrorSummary({
  frame,
  errors,
}: {
  readonly frame: Frame
  readonly errors: readonly FieldError[]
}) {
  if (errors.length === 0) return null
  return (
    <div class="govuk-error-summary" role="alert" tabindex={-1} autofocus>
      <h2 class="govuk-error-summary__title">{textsOf(frame).shell.problem}</h2>
      <ul class="govuk-list govuk-error-summary__list">
        {errors.map((error) => (
          <li>
            <a href={`#${error.field}`}>{error.message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The one primary button of a step. */
export function PrimaryButton({ label }: { readonly label: string }) {
  return (
    <button type="submit" class="govuk-button">
      {label}
    </button>
  )
}

/** A button that takes something away; never beside a primary one, unless it is `aside`. */
export function WarningButton({
  label,
  aside = false,
}: {
  readonly label: string
  readonly aside?: boolean
}) {
  const look = aside ? 'govuk-button--secondary govuk-button--warning' : 'govuk-button--warning'
  return (
    <button type="submit" class={`govuk-button ${look}`}>
      {label}
    </button>
  )
}

interface AskTwiceProps extends SecondaryButtonProps {
  /** What will be gone. */
  readonly question: string
}

/** Takes something away, and asks first: the button that does it is seen when the first one was pressed. */
export function AskTwice({ frame, action, label, question, keep = {} }: AskTwiceProps) {
  return (
    <details class="sp-ask-twice">
      <summary class="govuk-button govuk-button--warning">{label}</summary>
      <p class="govuk-body">{question}</p>
      <PostForm frame={frame} action={action}>
        {Object.entries(keep).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <WarningButton label={textsOf(frame).list.sure} aside />
      </PostForm>
    </details>
  )
}

interface SecondaryButtonProps extends Omit<PostFormProps, 'children'> {
  readonly label: string
  /** Whom or what it is about, where a page has several such buttons: read out, and not seen. */
  readonly about?: string
  /** What goes with it, unseen. */
  readonly keep?: Readonly<Record<string, string>>
}

/** Another way on, in a form of its own. */
export function SecondaryButton({ frame, action, label, about, keep = {} }: SecondaryButtonProps) {
  return (
    <PostForm frame={frame} action={action}>
      {Object.entries(keep).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class="govuk-button govuk-button--secondary">
        {label}
        {about && <span class="govuk-visually-hidden"> {about}</span>}
      </button>
    </PostForm>
  )
}
