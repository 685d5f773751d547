import { hmac, sameDigest } from '../kernel/digest.ts'
import type { SiteId } from '../kernel/ids.ts'

/** The hidden field every form of ours carries. */
export const FORM_TOKEN = 'form_token'

export interface FormKey {
  readonly site: SiteId
  /** 32 bytes, the same on every node of a site. */
  readonly formKey: Uint8Array
}

/**
 * A token is good for one browser and one address to post to: HMAC(key, site, browser cookie, path). It holds no
 * secret of the person and needs no store; pages are never compressed, so its stable value can't be read off sizes.
 */
export function formToken(key: FormKey, browser: string, action: string): string {
  return hmac(key.formKey, 'form', key.site, browser, action).toString('base64url')
}

export function isFormToken(key: FormKey, browser: string, action: string, token: string): boolean {
  return sameDigest(Buffer.from(formToken(key, browser, action)), Buffer.from(token))
}
