import type { MiddlewareHandler } from 'hono'
import { cookiesOf } from './cookies.ts'

/**
 * No nonce: no page holds an inline script or style, so `self` is the stricter rule, and pages that must be equal
 * byte for byte carry no random part in it. Scripts come from our own hashed files only; no page sends data by script,
 * loads an image from elsewhere, or may be framed.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "script-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
].join('; ')

type Headers = ReadonlyArray<readonly [name: string, value: string]>

/** How any answer is to be taken, whatever is in it. */
const OF_AN_ANSWER: Headers = [
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
]

/**
 * What a document may do, and what may be done to it. `same-origin`, because under `no-referrer` Chromium posts forms
 * with `Origin: null`, which guard-form.ts refuses.
 */
const OF_A_DOCUMENT: Headers = [
  ['Content-Security-Policy', CONTENT_SECURITY_POLICY],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
]

/** On every response, refusals and faults too. */
export const SECURITY_HEADERS: Headers = [...OF_AN_ANSWER, ...OF_A_DOCUMENT]

/** Nothing is stored unless a handler says otherwise: Back after log-out shows nothing (attack 38). */
const NO_STORE = 'no-store'

/** Of an answer that no page is in, yet a browser may show. */
export const BARE_HEADERS: Headers = [...SECURITY_HEADERS, ['Cache-Control', NO_STORE]]

/** Of an answer to a proxy, which reads its status and drops it: there is no document. */
export const STATUS_HEADERS: Headers = [...OF_AN_ANSWER, ['Cache-Control', NO_STORE]]

/** Mounted first, so that it runs last: whatever no page was made for (answer.ts) is covered as well. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  if (c.res === c.get('whole')) return
  const { headers } = c.res
  for (const [name, value] of SECURITY_HEADERS) headers.set(name, value)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', NO_STORE)
  for (const cookie of cookiesOf(c)) headers.append('Set-Cookie', cookie)
}
