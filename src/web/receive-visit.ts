import type { Context } from 'hono'
import type { SiteId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { AssetLinks } from './assets.ts'
import { browserCookie, readCookie, setCookie } from './cookies.ts'
import { edgeOf } from './edge.ts'
import { type FormKey, formToken } from './form-token.ts'
import type { Step } from './in-turn.ts'
import { chooseLanguage, hereOf, pageOf } from './language.ts'

const BROWSER_BYTES = 32
const BROWSER_DAYS = 400

/** A browser without the cookie gets one here, on a GET; on a POST it only lacks the token that would go with it. */
export function receiveVisit(key: FormKey, assets: AssetLinks, randomness: Randomness): Step {
  return (c) => {
    const browser = browserOf(c, key.site, randomness)
    c.set('edge', edgeOf(c.env))
    c.set('visit', {
      language: chooseLanguage(c, key.site),
      // Of a page that is shown: what leads on to another never asks.
      get here() {
        return hereOf(pageOf(c))
      },
      browser,
      assets,
      tokenFor: (action) => formToken(key, browser, action),
    })
    return null
  }
}

function browserOf(c: Context, site: SiteId, randomness: Randomness): string {
  const known = readCookie(c, browserCookie(site))
  if (known && Buffer.from(known, 'base64url').length === BROWSER_BYTES) return known
  const made = Buffer.from(randomness.bytes(BROWSER_BYTES)).toString('base64url')
  setCookie(c, browserCookie(site), made, BROWSER_DAYS)
  return made
}
