import type { Randomness } from '../../kernel/randomness.ts'
import { EMAIL_CODE } from './code-policy.ts'
import type { Passcode } from './normalise-passcode.ts'

/** A code drawn evenly from all that have 8 digits; leading zeros are kept. */
export function drawCode(randomness: Randomness): Passcode {
  return String(randomness.integer(10 ** EMAIL_CODE.digits)).padStart(EMAIL_CODE.digits, '0') as Passcode
}
