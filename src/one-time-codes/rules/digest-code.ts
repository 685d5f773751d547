import type { AttemptId } from '../../kernel/ids.ts'
import type { Sealer } from '../../sealing/seal.ts'
import type { Passcode } from './normalise-passcode.ts'

const PURPOSE = 'one-time-code'

/**
 * What is stored of a code. Keyed, since 8 digits are guessed from a bare hash at once (ASVS 6.5.2); bound to the
 * attempt, so that a row moved to another attempt matches nothing there.
 */
export function digestCode(sealer: Sealer, attemptId: AttemptId, passcode: Passcode): Buffer {
  return sealer.mac(PURPOSE, attemptId, passcode)
}

/** Also of a code that was issued under an earlier sealing key. */
export function isDigestOf(
  digest: Uint8Array,
  sealer: Sealer,
  attemptId: AttemptId,
  passcode: Passcode,
): boolean {
  return sealer.isMac(digest, PURPOSE, attemptId, passcode)
}
