import type { Blocklist } from './blocklist.ts'
import type { ExpiryRule } from './password-expiry.ts'

/**
 * One rule a new password must keep, named by the fault of breaking it. Lengths are in code points.
 * - `too-common`: on the blocklist.
 * - `contains-context`: without the User ID and the words of the firm's and the service's names, what is left is on the
 *   blocklist, or fewer than `min` characters of it count. A password with no such word in it keeps this rule.
 * - `too-simple`: fewer than `min` characters do not follow from those before them (`aaaa`, `1234`, `qwerty`, `abcabc`).
 * - `no-special`: none of these characters.
 */
export type PasswordRule =
  | { readonly code: 'too-short'; readonly min: number }
  | { readonly code: 'too-long'; readonly max: number }
  | { readonly code: 'no-letter' }
  | { readonly code: 'no-digit' }
  | { readonly code: 'no-special'; readonly specials: string }
  | { readonly code: 'too-common' }
  | { readonly code: 'contains-context'; readonly min: number }
  | { readonly code: 'too-simple'; readonly min: number }

/** `rules` is what the page shows before anything is typed, in this order; the words for each are made elsewhere. */
export interface PasswordProfile {
  readonly rules: readonly PasswordRule[]
  /** So many of the last passwords, the present one included, may not be chosen again. */
  readonly remembers: number
  /** Null: a password lasts until it is changed. */
  readonly expiry: ExpiryRule | null
  readonly blocklist: Blocklist
}

/**
 * The profiles there are, by the name a setting chooses one by.
 *
 * `nist-800-63b-4` (section 3.1.1.2): length and a blocklist; no composition, no expiry. It asks for 8 characters beside
 * a second factor and 15 without, for at least 64 to be allowed; ours are 12 and 256. `contains-context` and `too-simple`
 * are its "expected values" by rule instead of by list: both look at the whole password.
 *
 * `hkex-style`: 8 to 20 characters, at least one letter, one digit and one special character of a fixed list, as DCASS
 * publishes it (F7.3); a change every 90 days, as ECP asks for (F7.4). Which characters the list holds, how many
 * passwords are remembered and how far expiry is spread is published nowhere: those figures are ours.
 */
const PROFILES = {
  'nist-800-63b-4': {
    rules: [
      { code: 'too-short', min: 12 },
      { code: 'too-long', max: 256 },
      { code: 'too-common' },
      { code: 'contains-context', min: 8 },
      { code: 'too-simple', min: 8 },
    ],
    remembers: 1,
    expiry: null,
  },
  'hkex-style': {
    rules: [
      { code: 'too-short', min: 8 },
      { code: 'too-long', max: 20 },
      { code: 'no-letter' },
      { code: 'no-digit' },
      { code: 'no-special', specials: '!#$%&()*+,-./:;=?@[]^_{|}~' },
      { code: 'too-common' },
      { code: 'contains-context', min: 5 },
      { code: 'too-simple', min: 5 },
    ],
    remembers: 8,
    expiry: { days: 90, spreadDays: 14, announcedDays: 14 },
  },
} as const satisfies Readonly<Record<string, Omit<PasswordProfile, 'blocklist'>>>

export type ProfileName = keyof typeof PROFILES

export const PROFILE_NAMES = Object.keys(PROFILES) as [ProfileName, ...ProfileName[]]

export function passwordProfile(name: ProfileName, blocklist: Blocklist): PasswordProfile {
  return { ...PROFILES[name], blocklist }
}
