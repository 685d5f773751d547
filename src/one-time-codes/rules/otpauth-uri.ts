import { base32 } from './base32.ts'
import { APP_CODE } from './code-policy.ts'

/**
 * What the QR holds: an `otpauth://totp` URI in the Key URI Format, which apps read instead of a standard. A colon parts
 * issuer and account in the label, so neither may hold one; there it becomes a blank.
 */
export function otpauthUri(issuer: string, account: string, secret: Uint8Array): string {
  const [by, whose] = [issuer, account].map((text) =>
    encodeURIComponent(text.toWellFormed().replaceAll(':', ' ')),
  )
  const { algorithm, digits, stepSeconds } = APP_CODE
  const parameters = `secret=${base32(secret)}&issuer=${by}&algorithm=${algorithm}&digits=${digits}`
  return `otpauth://totp/${by}:${whose}?${parameters}&period=${stepSeconds}`
}
