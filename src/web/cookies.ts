import type { Context } from 'hono'
import type { DoorId, SiteId } from '../kernel/ids.ts'

/**
 * Cookies ignore ports, so each name carries the site, and the door where there is one: two sites on one laptop, or
 * two doors in one browser, never take each other's. `__Host-` (RFC 6265bis 4.1.3.2) keeps a sibling host from
 * planting one.
 */
export type CookieName = `__Host-sallyport-${string}`

export const browserCookie = (site: SiteId): CookieName => `__Host-sallyport-${site}-browser`
export const languageCookie = (site: SiteId): CookieName => `__Host-sallyport-${site}-language`
export const sessionCookie = (site: SiteId, door: DoorId): CookieName =>
  `__Host-sallyport-${site}-${door}-session`
export const attemptCookie = (site: SiteId, door: DoorId): CookieName =>
  `__Host-sallyport-${site}-${door}-attempt`

export const changeCookie = (site: SiteId, door: DoorId): CookieName =>
  `__Host-sallyport-${site}-${door}-change`

/** What was just done with a request. */
export const requestCookie = (site: SiteId, door: DoorId): CookieName =>
  `__Host-sallyport-${site}-${door}-request`

export const stepUpCookie = (site: SiteId, door: DoorId): CookieName =>
  `__Host-sallyport-${site}-${door}-step-up`

/**
 * Whether a `Cookie` header says that its browser has proven something at this site: it brings a logon session, or an attempt
 * beyond its first factor. That it is so only the database can tell.
 */
export function claimsToBeInside(site: SiteId): (header: string | null | undefined) => boolean {
  const inside = new RegExp(`(?:^|[; ])__Host-sallyport-${site}-[a-z.]+-(?:session|attempt)=`)
  return (header) => inside.test(header ?? '')
}

/** Base64url, a UUID or a language tag, and nothing longer than a 256-bit token needs. */
const VALUE = /^[A-Za-z0-9_-]{1,86}$/

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax'

/** Undefined for a cookie that is absent, malformed, overlong or sent twice: all of them are the same as none. */
export function readCookie(c: Context, name: CookieName): string | undefined {
  return cookieIn(c.req.header('cookie'), name)
}

/** Of a `Cookie` header as it came. Walked, not split: a session check is asked at every request of an application. */
export function cookieIn(header: string | null | undefined, name: CookieName): string | undefined {
  const named = `${name}=`
  let found: string | undefined
  for (let from = 0; header != null && from < header.length; ) {
    const semicolon = header.indexOf(';', from)
    const end = semicolon === -1 ? header.length : semicolon
    while (header[from] === ' ' || header[from] === '\t') from += 1
    if (header.startsWith(named, from)) {
      if (found !== undefined) return undefined
      found = header.slice(from + named.length, end).trimEnd()
    }
    from = end + 1
  }
  return found !== undefined && VALUE.test(found) ? found : undefined
}

/** `days` null: the browser forgets it when it closes. RFC 6265bis 5.5 caps Max-Age at 400 days. */
export function setCookie(c: Context, name: CookieName, value: string, days: number | null): void {
  if (!VALUE.test(value)) throw new Error(`${name}: not a cookie value`)
  const maxAge = days === null ? '' : `; Max-Age=${days * 86_400}`
  addCookie(c, `${name}=${value}; ${ATTRIBUTES}${maxAge}`)
}

export function clearCookie(c: Context, name: CookieName): void {
  addCookie(c, `${name}=; ${ATTRIBUTES}; Max-Age=0`)
}

function addCookie(c: Context, cookie: string): void {
  c.set('cookies', [...cookiesOf(c), cookie])
}

/** `Set-Cookie` of the answer to come. */
export function cookiesOf(c: Context): readonly string[] {
  return c.get('cookies') ?? []
}
