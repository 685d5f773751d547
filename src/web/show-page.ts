import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

export type Page = HtmlEscapedString | Promise<HtmlEscapedString>

/** A whole page: hono/jsx writes no doctype by itself. Components are never async, so a page is one string. */
export function showPage(c: Context, page: Page, status: ContentfulStatusCode = 200): Response {
  return c.html(`<!doctype html>${page.toString()}`, status)
}

/** A page about something that goes on by itself: the browser asks for it again, without a script. */
export function showWaiting(c: Context, page: Page, seconds = 3): Response {
  c.header('Refresh', String(seconds))
  return showPage(c, page)
}
