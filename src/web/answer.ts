import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { cookiesOf } from './cookies.ts'
import { BARE_HEADERS } from './headers.ts'
import type { Markup } from './markup.ts'

type Headers = Readonly<Record<string, string>>

const ALWAYS: Headers = Object.fromEntries(BARE_HEADERS)
const HTML: Headers = { ...ALWAYS, 'Content-Type': 'text/html; charset=UTF-8' }

/** A whole page. */
export function showPage(
  c: Context,
  page: Markup,
  status: ContentfulStatusCode = 200,
  headers: Headers = {},
): Response {
  return answer(c, status, `<!doctype html>${page}`, { ...HTML, ...headers })
}

/** A page about something that goes on by itself: the browser asks for it again, without a script. */
export function showWaiting(c: Context, page: Markup, seconds = 3): Response {
  return showPage(c, page, 200, { Refresh: String(seconds) })
}

/** What a form's answer is: a page to be asked for, so that reload and back post nothing again. */
export function seeOther(c: Context, to: string): Response {
  return answer(c, 303, null, { ...ALWAYS, Location: to })
}

/**
 * All of its headers are in a plain record, which Node is given as it is: a `Headers` would be checked, sorted and read
 * out again, which costs more than the page. A record has no name twice: for two cookies there has to be one.
 */
function answer(c: Context, status: number, body: string | null, headers: Headers): Response {
  const whole = new Response(body, { status, headers: withCookies(headers, cookiesOf(c)) })
  c.set('whole', whole)
  return whole
}

function withCookies(headers: Headers, cookies: readonly string[]): Headers | [string, string][] {
  const [only] = cookies
  if (only === undefined) return headers
  if (cookies.length === 1) return { ...headers, 'Set-Cookie': only }
  return [...Object.entries(headers), ...cookies.map((cookie): [string, string] => ['Set-Cookie', cookie])]
}
