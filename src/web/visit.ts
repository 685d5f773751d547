import type { Context, MiddlewareHandler } from 'hono'
import type { Language } from '../db/types.ts'
import { hmac, sameDigest } from '../kernel/digest.ts'
import type { SiteId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { AssetLinks } from './assets.ts'
import { browserCookie, readCookie, setCookie } from './cookies.ts'
import { type EdgeBindings, edgeOf } from './edge.ts'
import type { WebEnv } from './env.ts'
import { chooseLanguage, hereOf, pageOf } from './language.ts'

/** What the shell knows of one request before any room is asked. */
export interface Visit {
  readonly language: Language
  /** Path and harmless query of this page; language links lead back to it. */
  readonly here: string
  /** The browser cookie's value: an attempt is bound to it (attack 36). */
  readonly browser: string
  readonly assets: AssetLinks
  /** The form token of a form that posts to this path. */
  readonly tokenFor: (action: string) => string
}

export interface FormKey {
  readonly site: SiteId
  /** 32 bytes, the same on every node of a site. */
  readonly formKey: Uint8Array
}

const BROWSER_BYTES = 32
const BROWSER_DAYS = 400

/**
 * A token is good for one browser and one address to post to: HMAC(key, site, browser cookie, path). It holds no
 * secret of the person and needs no store; pages are never compressed, so its stable value can't be read off sizes.
 */
function formToken(key: FormKey, browser: string, action: string): string {
  return hmac(key.formKey, 'form', key.site, browser, action).toString('base64url')
}

export function isFormToken(key: FormKey, browser: string, action: string, token: string): boolean {
  return sameDigest(Buffer.from(formToken(key, browser, action)), Buffer.from(token))
}

/** A browser without the cookie gets one here, on a GET; on a POST it only lacks the token that would go with it. */
export function visits(key: FormKey, assets: AssetLinks, randomness: Randomness): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const browser = browserOf(c, key.site, randomness)
    c.set('edge', edgeOf(c.env as EdgeBindings))
    c.set('visit', {
      language: chooseLanguage(c, key.site),
      here: hereOf(pageOf(c)),
      browser,
      assets,
      tokenFor: (action) => formToken(key, browser, action),
    })
    await next()
  }
}

function browserOf(c: Context, site: SiteId, randomness: Randomness): string {
  const known = readCookie(c, browserCookie(site))
  if (known && Buffer.from(known, 'base64url').length === BROWSER_BYTES) return known
  const made = Buffer.from(randomness.bytes(BROWSER_BYTES)).toString('base64url')
  setCookie(c, browserCookie(site), made, BROWSER_DAYS)
  return made
}
