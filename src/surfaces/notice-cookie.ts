import type { Context } from 'hono'
import type { DoorId, Reference, SiteId } from '../kernel/ids.ts'
import { parseReference } from '../kernel/reference.ts'
import { type CookieName, clearCookie, readCookie, setCookie } from '../web/cookies.ts'
import type { WebEnv } from '../web/env.ts'

/**
 * A refusal is shown once, on the page a refused POST redirects to: reload and back then repeat nothing. The cookie
 * holds the reference and nothing else.
 */
const noticeCookie = (site: SiteId, door: DoorId): CookieName => `__Host-sallyport-${site}-${door}-notice`

export function leaveNotice(c: Context<WebEnv>, site: SiteId, door: DoorId, reference: Reference): void {
  c.set('reference', reference)
  setCookie(c, noticeCookie(site, door), reference, null)
}

export function takeNotice(c: Context, site: SiteId, door: DoorId): { readonly reference: Reference } | null {
  const reference = parseReference(readCookie(c, noticeCookie(site, door)) ?? '')
  if (reference === undefined) return null
  clearCookie(c, noticeCookie(site, door))
  return { reference }
}
