import { Secret, TOTP } from 'otpauth'
import type { Instant } from '../../kernel/instant.ts'

export interface AuthenticatorKey {
  /** What the account is called in the app: `ALPHA042`. */
  readonly label: string
  /** Base32 without padding. */
  readonly secret: string
}

/** RFC 6238 with what every authenticator app takes for granted: SHA-1, 6 digits, 30 seconds. */
export const PERIOD_SECONDS = 30

export interface AccountCode {
  readonly label: string
  readonly code: string
  readonly next: string
}

export function secondsLeft(at: Instant): number {
  return Math.ceil(TOTP.remaining({ period: PERIOD_SECONDS, timestamp: at.epochMilliseconds }) / 1000)
}

export function codesAt(keys: readonly AuthenticatorKey[], at: Instant): readonly AccountCode[] {
  const then = at.add({ seconds: PERIOD_SECONDS })
  return keys.map(({ label, secret }) => {
    const key = Secret.fromBase32(secret)
    return { label, code: codeAt(key, at), next: codeAt(key, then) }
  })
}

function codeAt(secret: Secret, at: Instant): string {
  return TOTP.generate({
    secret,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    timestamp: at.epochMilliseconds,
  })
}

/** Those whose label holds what was typed, in upper or lower case; all where nothing was typed. */
export function keysFor(keys: readonly AuthenticatorKey[], typed: string): readonly AuthenticatorKey[] {
  const wanted = typed.trim().toLowerCase()
  return keys.filter(({ label }) => label.toLowerCase().includes(wanted))
}
