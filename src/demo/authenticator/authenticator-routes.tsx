import { type Context, Hono } from 'hono'
import type { Instant } from '../../kernel/instant.ts'
import { dayText } from '../../texts/moments.ts'
import { showPage } from '../../web/answer.ts'
import type { AssetLinks } from '../../web/assets.ts'
import { readFields } from '../../web/forms.ts'
import { AuthenticatorPage, type KeyForm } from './authenticator-page.tsx'
import { type AuthenticatorKey, codesAt, keysFor, secondsLeft } from './codes-at.ts'
import { readKey } from './rules/read-key.ts'

export interface AuthenticatorParts {
  readonly links: AssetLinks
  /** The accounts whose keys the demo made itself. */
  readonly keys: () => readonly AuthenticatorKey[]
  readonly now: () => Instant
  readonly zone: string
}

const MOST_TYPED = 200
const LONGEST_LABEL = 100
const EMPTY: KeyForm = { account: '', key: '', errors: {} }

/** `/authenticator` and its JSON. Keys typed in stand first, newest on top, in memory only. */
export function authenticatorRoutes(parts: AuthenticatorParts): Hono {
  let typedKeys: readonly AuthenticatorKey[] = []
  const all = () => [...typedKeys, ...parts.keys()]
  const app = new Hono()
  app.get('/authenticator', (c) => show(c, parts, all(), EMPTY))
  app.get('/authenticator/api/codes', (c) => {
    const at = parts.now()
    const left = secondsLeft(at)
    return c.json(
      codesAt(keysFor(all(), c.req.query('find') ?? ''), at).map((each) => ({ ...each, secondsLeft: left })),
    )
  })
  app.post('/authenticator', async (c) => {
    const fields = await readFields(c.req.raw)
    if (!fields.ok) return c.text('This was not the form of this page.', 400)
    const { form, added } = readForm(fields.value)
    if (added === undefined) return show(c, parts, all(), form)
    typedKeys = [added, ...typedKeys.filter(({ label }) => label !== added.label)].slice(0, MOST_TYPED)
    return c.redirect(`/authenticator?find=${encodeURIComponent(added.label)}`, 303)
  })
  return app
}

function readForm(fields: ReadonlyMap<string, string>): { form: KeyForm; added?: AuthenticatorKey } {
  const account = (fields.get('account') ?? '').trim().slice(0, LONGEST_LABEL)
  const key = fields.get('key') ?? ''
  const secret = readKey(key)
  const errors = {
    ...(account === '' ? { account: 'Enter a name for the account' } : {}),
    ...(secret.ok ? {} : { key: secret.refusal }),
  }
  const form = { account, key, errors }
  return secret.ok && account !== '' ? { form, added: { label: account, secret: secret.value } } : { form }
}

function show(
  c: Context,
  parts: AuthenticatorParts,
  keys: readonly AuthenticatorKey[],
  form: KeyForm,
): Response {
  const at = parts.now()
  const typed = c.req.query('find') ?? ''
  const local = at.toZonedDateTimeISO(parts.zone)
  const time = local.toPlainTime().toString({ smallestUnit: 'second' })
  const failed = Object.keys(form.errors).length > 0
  return showPage(
    c,
    <AuthenticatorPage
      links={parts.links}
      typed={typed}
      codes={codesAt(keysFor(keys, typed), at)}
      secondsLeft={secondsLeft(at)}
      now={`${time}, ${dayText('en', local)}`}
      form={form}
    />,
    failed ? 422 : 200,
  )
}
