import type { AssetLinks } from '../../web/assets.ts'
import { DemoPage, Finder, Refresh } from '../mailbox/demo-page.tsx'
import type { AccountCode } from './codes-at.ts'
import { PERIOD_SECONDS } from './codes-at.ts'

export interface KeyForm {
  readonly account: string
  readonly key: string
  readonly errors: Readonly<Partial<Record<'account' | 'key', string>>>
}

export interface AuthenticatorPageProps {
  readonly links: AssetLinks
  readonly typed: string
  readonly codes: readonly AccountCode[]
  readonly secondsLeft: number
  /** The demo clock in the programme's zone: `18:05:07, Saturday 10 June 2023`. */
  readonly now: string
  readonly form: KeyForm
}

/** What an authenticator app would show, by the demo clock: a real phone goes by today's. */
export function AuthenticatorPage(props: AuthenticatorPageProps) {
  const { links, typed, codes, secondsLeft, now, form } = props
  const failed = Object.keys(form.errors).length > 0
  return (
    <DemoPage links={links} here="/authenticator" title={failed ? 'Error: Authenticator' : 'Authenticator'}>
      <Problems form={form} />
      <h1 class="govuk-heading-l">Authenticator</h1>
      <p class="govuk-body">
        An authenticator app that goes by the demo clock. A phone goes by today's, so its codes fit only while
        the demo runs in real time.
      </p>
      <div class="sp-columns">
        <div>
          <Finder action="/authenticator" name="find" label="Account" typed={typed} />
          <Refresh
            to={typed === '' ? '/authenticator' : `/authenticator?find=${encodeURIComponent(typed)}`}
          />
          <div data-live="1000">
            <Countdown secondsLeft={secondsLeft} now={now} />
            <Codes codes={codes} typed={typed} />
          </div>
        </div>
        <AddKey form={form} />
      </div>
    </DemoPage>
  )
}

function Countdown({ secondsLeft, now }: Pick<AuthenticatorPageProps, 'secondsLeft' | 'now'>) {
  const left = secondsLeft === 1 ? '1 second' : `${secondsLeft} seconds`
  return (
    <div class="mb-count">
      <p class="mb-figures">{`Demo clock: ${now}. New codes in ${left}.`}</p>
      <progress class="mb-progress" max={PERIOD_SECONDS} value={secondsLeft} aria-label="Time left" />
    </div>
  )
}

function Codes({ codes, typed }: Pick<AuthenticatorPageProps, 'codes' | 'typed'>) {
  if (codes.length === 0) return <p class="govuk-inset-text">{nothingFor(typed)}</p>
  return (
    <table class="govuk-table mb-codes">
      <caption class="govuk-visually-hidden">Codes by account</caption>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">Code</th>
          <th scope="col">Next code</th>
        </tr>
      </thead>
      <tbody>
        {codes.map(({ label, code, next }) => (
          <tr>
            <th scope="row">{label}</th>
            <td class="mb-code">{code}</td>
            <td class="mb-figures">{next}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function nothingFor(typed: string): string {
  return typed === ''
    ? 'No account yet. Choose the authenticator app while you initiate 2FA, and add the key it shows.'
    : 'No such account has an authenticator app. Add its key here once you have been shown it.'
}

function AddKey({ form }: { readonly form: KeyForm }) {
  return (
    <aside class="sp-aside">
      <h2>Add a key</h2>
      <p>The key that stands beside the QR code. Upper or lower case, with blanks or without.</p>
      <form method="post" action="/authenticator" novalidate>
        <Field name="account" label="Account name" value={form.account} error={form.errors.account} />
        <Field name="key" label="Key" value={form.key} error={form.errors.key} />
        <button type="submit" class="govuk-button">
          Add key
        </button>
      </form>
    </aside>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly error: string | undefined
}

function Field({ name, label, value, error }: FieldProps) {
  return (
    <div class={error ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'}>
      <label class="govuk-label govuk-label--s" for={name}>
        {label}
      </label>
      {error && (
        <p id={`${name}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      )}
      <input
        class={error ? 'govuk-input govuk-input--error' : 'govuk-input'}
        id={name}
        name={name}
        value={value}
        autocomplete="off"
        spellcheck={false}
        aria-describedby={error && `${name}-error`}
        aria-invalid={error ? 'true' : undefined}
      />
    </div>
  )
}

function Problems({ form }: { readonly form: KeyForm }) {
  const problems = Object.entries(form.errors)
  if (problems.length === 0) return null
  return (
    <div
      class="govuk-error-summary"
      role="alert"
      tabindex={-1}
      // Without JavaScript this is how focus reaches what went wrong.
      autofocus
    >
      <h2 class="govuk-error-summary__title">There is a problem</h2>
      <ul class="govuk-list govuk-error-summary__list">
        {problems.map(([field, message]) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
