import { hmac } from '../../kernel/digest.ts'
import type { AttemptId } from '../../kernel/ids.ts'
import type { Passcode } from './normalise-passcode.ts'

/**
 * What is stored of a code. Keyed, since 8 digits are guessed from a bare hash at once (ASVS 6.5.2); bound to the
 * attempt, so that a row moved to another attempt matches nothing there.
 */
export function digestCode(key: Uint8Array, attemptId: AttemptId, passcode: Passcode): Buffer {
  return hmac(key, attemptId, passcode)
}
