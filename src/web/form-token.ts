import type { SiteId } from '../kernel/ids.ts'

/** The hidden field every form of ours carries. */
export const FORM_TOKEN = 'form_token'

export interface FormKey {
  readonly site: SiteId
  readonly formMac: FormMac
}

/** HMACs by a key that every node of a site has; what was made before a rotation of keys holds after it. */
export interface FormMac {
  make(...parts: readonly string[]): Uint8Array
  holds(made: Uint8Array, ...parts: readonly string[]): boolean
}

/**
 * A token is good for one browser and one address to post to: HMAC(key, site, browser cookie, path). It holds no
 * secret of the person and needs no store; pages are never compressed, so its stable value can't be read off sizes.
 */
export function formToken(key: FormKey, browser: string, action: string): string {
  return Buffer.from(key.formMac.make('form', key.site, browser, action)).toString('base64url')
}

export function isFormToken(key: FormKey, browser: string, action: string, token: string): boolean {
  const made = Buffer.from(token, 'base64url')
  return made.toString('base64url') === token && key.formMac.holds(made, 'form', key.site, browser, action)
}
