import type { Randomness } from '../../kernel/randomness.ts'
import { EMAIL_CODE } from './code-policy.ts'
import type { Passcode } from './normalise-passcode.ts'

/** A code drawn evenly from all that have so many digits; leading zeros are kept. */
export function drawCode(randomness: Randomness, digits: number = EMAIL_CODE.digits): Passcode {
  return String(randomness.integer(10 ** digits)).padStart(digits, '0') as Passcode
}
