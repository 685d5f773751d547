import type { Blocklist } from './blocklist.ts'

/**
 * One rule a new password must keep, named by the fault of breaking it. Lengths are in code points.
 * - `too-common`: on the blocklist.
 * - `contains-context`: without the User ID and the words of the firm's and the service's names, what is left is on the
 *   blocklist, or fewer than `min` characters of it count. A password with no such word in it keeps this rule.
 * - `too-simple`: fewer than `min` characters do not follow from those before them (`aaaa`, `1234`, `qwerty`, `abcabc`).
 */
export type PasswordRule =
  | { readonly code: 'too-short'; readonly min: number }
  | { readonly code: 'too-long'; readonly max: number }
  | { readonly code: 'too-common' }
  | { readonly code: 'contains-context'; readonly min: number }
  | { readonly code: 'too-simple'; readonly min: number }

/** `rules` is what the page shows before anything is typed, in this order; the words for each are made elsewhere. */
export interface PasswordProfile {
  readonly name: string
  readonly rules: readonly PasswordRule[]
  readonly blocklist: Blocklist
}

/**
 * SP 800-63B-4 section 3.1.1.2: length and a blocklist; no composition, no expiry. It asks for 8 characters beside a
 * second factor and 15 without, for at least 64 to be allowed; ours are 12 and 256. `contains-context` and `too-simple`
 * are its "expected values" by rule instead of by list: both look at the whole password.
 */
export function nist80063b4(blocklist: Blocklist): PasswordProfile {
  return {
    name: 'nist-800-63b-4',
    rules: [
      { code: 'too-short', min: 12 },
      { code: 'too-long', max: 256 },
      { code: 'too-common' },
      { code: 'contains-context', min: 8 },
      { code: 'too-simple', min: 8 },
    ],
    blocklist,
  }
}
