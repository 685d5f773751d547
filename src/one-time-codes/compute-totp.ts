import { HOTP, Secret } from 'otpauth'
import { APP_CODE } from './rules/code-policy.ts'
import type { Passcode } from './rules/normalise-passcode.ts'

/** The passcode of one time step: HOTP (RFC 4226) with the step as its counter. Some 10 µs. */
export function computeTotp(secret: Uint8Array, step: number): Passcode {
  const { algorithm, digits } = APP_CODE
  const key = new Secret({ buffer: Uint8Array.from(secret).buffer })
  return HOTP.generate({ secret: key, counter: step, algorithm, digits }) as Passcode
}
