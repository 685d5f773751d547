import { dayText } from '../../texts/moments.ts'
import type { AssetLinks } from '../../web/assets.ts'
import { Link } from '../../web/link.tsx'
import { DemoPage, Finder, Refresh } from './demo-page.tsx'
import type { ReceivedMail } from './received-mail.ts'

/** A page of more would be slow to draw every two seconds, and nobody reads on. */
const SHOWN = 50

/** design.md §5: codes are the only runs of 6 to 8 digits. In brackets, so that split() keeps them. */
const CODE = /((?<!\d)\d{6,8}(?!\d))/

export interface MailboxPageProps {
  readonly links: AssetLinks
  /** What was typed to find a recipient, and the mails it leaves. */
  readonly typed: string
  readonly mails: readonly ReceivedMail[]
}

export function MailboxPage({ links, typed, mails }: MailboxPageProps) {
  return (
    <DemoPage links={links} here="/" title="Mailbox">
      <h1 class="govuk-heading-l">Mailbox</h1>
      <p class="govuk-body">
        Every mail of the demo arrives here, whoever it is for. Times are those of the demo clock.
      </p>
      <Finder action="/" name="to" label="Recipient" typed={typed} />
      <div class="mb-count">
        <p role="status" data-live="2000">
          {countOf(mails.length, typed)}
        </p>
        <Refresh to={addressOf(typed)} />
      </div>
      <div data-live="2000">
        {mails.length === 0 && <Nothing typed={typed} />}
        <ol class="mb-list">
          {mails.slice(0, SHOWN).map((mail) => (
            <li>
              <Letter mail={mail} />
            </li>
          ))}
        </ol>
        {mails.length > SHOWN && (
          <p class="govuk-body">
            These are the newest {SHOWN}. Find the others by recipient, or read them at{' '}
            <Link to="/api/messages">/api/messages</Link>.
          </p>
        )}
      </div>
    </DemoPage>
  )
}

function Letter({ mail: { at, to, subject, text } }: { readonly mail: ReceivedMail }) {
  return (
    <article class="mb-letter">
      <h2 class="mb-letter__subject" lang={languageOf(subject)}>
        {subject}
      </h2>
      <p class="mb-letter__meta">
        To <strong>{to}</strong>, <time datetime={at}>{momentOf(at)}</time>
      </p>
      <pre class="mb-letter__text" lang={languageOf(text)}>
        {text.split(CODE).map((part) => (CODE.test(part) ? <strong class="mb-code">{part}</strong> : part))}
      </pre>
    </article>
  )
}

function Nothing({ typed }: { readonly typed: string }) {
  return (
    <p class="govuk-inset-text">
      {typed === ''
        ? 'No mail yet. Ask for a code on one of the pages of the demo: it arrives here within a second.'
        : 'No mail to such an address. A person without a registered email gets none.'}
    </p>
  )
}

function countOf(count: number, typed: string): string {
  const mails = count === 1 ? '1 mail' : `${count} mails`
  return typed === '' ? mails : `${mails} to “${typed}”`
}

function addressOf(typed: string): string {
  return typed === '' ? '/' : `/?to=${encodeURIComponent(typed)}`
}

/** `18:05:07, Saturday 10 June 2023`: `at` carries the offset of the programme's zone. */
function momentOf(at: string): string {
  const local = Temporal.PlainDateTime.from(at)
  const time = local.toPlainTime().toString({ smallestUnit: 'second' })
  return `${time}, ${dayText('en', local.toPlainDate())}`
}

/** For fonts and screen readers; the English text below a Chinese letter is read well enough in either. */
function languageOf(text: string): 'zh-Hant' | undefined {
  return /\p{Script=Han}/u.test(text) ? 'zh-Hant' : undefined
}
