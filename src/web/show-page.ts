import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Markup } from './markup.ts'

/** A whole page. */
export function showPage(c: Context, page: Markup, status: ContentfulStatusCode = 200): Response {
  return c.html(`<!doctype html>${page}`, status)
}

/** A page about something that goes on by itself: the browser asks for it again, without a script. */
export function showWaiting(c: Context, page: Markup, seconds = 3): Response {
  c.header('Refresh', String(seconds))
  return showPage(c, page)
}
