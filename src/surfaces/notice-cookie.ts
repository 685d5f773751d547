import type { Context } from 'hono'
import type { DoorId, Reference, SiteId } from '../kernel/ids.ts'
import { parseReference } from '../kernel/reference.ts'
import { OWN_CHANGES } from '../kernel/vocabulary.ts'
import type { Changed } from '../own-account/put-change-in-force.ts'
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

const changedCookie = (site: SiteId, door: DoorId): CookieName => `__Host-sallyport-${site}-${door}-changed`

/** What was changed and how many logon sessions ended with it: from us to ourselves, so that no link can claim it. */
export function leaveChanged(
  c: Context,
  site: SiteId,
  door: DoorId,
  { change, sessionsEnded }: Changed,
): void {
  setCookie(c, changedCookie(site, door), `${change}_${sessionsEnded}`, null)
}

export function takeChanged(c: Context, site: SiteId, door: DoorId): Changed | null {
  const [change, ended] = (readCookie(c, changedCookie(site, door)) ?? '').split('_')
  const known = OWN_CHANGES.find((one) => one === change)
  if (known === undefined || !/^\d{1,4}$/.test(ended ?? '')) return null
  clearCookie(c, changedCookie(site, door))
  return { change: known, sessionsEnded: Number(ended) }
}
