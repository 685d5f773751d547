import { parseMailAddress } from './mail-address.ts'

/** What is wrong with what was typed for an email address, so that a page can say what to do about it. */
export type AddressFault =
  | 'no-address'
  | 'several-addresses'
  | 'full-width'
  | 'other-script'
  | 'blank-within'
  | 'no-at'
  | 'no-domain'
  | 'address-too-long'
  | 'not-an-address'

/**
 * Undefined where it is an address that mail can go to. A letter of another script that looks like one of ours is
 * named for what it is: nobody sees the difference on the screen (security.md, attack 65).
 */
export function addressFault(typed: string): AddressFault | undefined {
  if (typed === '') return 'no-address'
  if (/[\uff01-\uff5e\u3000]/.test(typed)) return 'full-width'
  if (/[^\x20-\x7e]/.test(typed)) return 'other-script'
  if (/[,;<>]/.test(typed) || typed.split('@').length > 2) return 'several-addresses'
  if (/\s/.test(typed)) return 'blank-within'
  if (!typed.includes('@')) return 'no-at'
  if (!/@[^@.]+(\.[^@.]+)+$/.test(typed)) return 'no-domain'
  if (typed.length > 254) return 'address-too-long'
  return parseMailAddress(typed) === undefined ? 'not-an-address' : undefined
}
