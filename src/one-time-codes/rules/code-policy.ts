/** The figures of one-time passcodes, in one place. */

/** NIST SP 800-63B-4 section 3.1.3: at least 6 digits, at most 10 minutes. */
export const EMAIL_CODE = { digits: 8, lifetime: Temporal.Duration.from({ minutes: 10 }) } as const

/**
 * RFC 6238 with what every authenticator app understands: SHA-1, 6 digits, 30 s. 160 bits of secret are RFC 4226's
 * recommendation (section 4, R6). One step back is accepted: a passcode read just before it changes must still count.
 */
export const APP_CODE = {
  algorithm: 'SHA1',
  digits: 6,
  stepSeconds: 30,
  stepsBack: 1,
  secretBytes: 20,
} as const

/** Per attempt, whatever the number of codes: a new code never refills it (SP 800-63B-4 section 3.2.2). */
export const TRIES_PER_ATTEMPT = 5
