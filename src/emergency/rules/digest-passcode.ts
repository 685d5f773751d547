import type { EmergencyPasscodeId } from '../../kernel/ids.ts'
import type { Passcode } from '../../one-time-codes/rules/normalise-passcode.ts'
import type { Sealer } from '../../sealing/seal.ts'

const PURPOSE = 'emergency-passcode'

/** What is stored of it. Keyed, since twelve digits are guessed from a bare hash; bound to its row and so to its account. */
export function digestPasscode(sealer: Sealer, id: EmergencyPasscodeId, passcode: Passcode): Buffer {
  return sealer.mac(PURPOSE, id, passcode)
}

/** Also of one that was drawn under an earlier sealing key. */
export function isDigestOf(
  digest: Uint8Array,
  sealer: Sealer,
  id: EmergencyPasscodeId,
  passcode: Passcode,
): boolean {
  return sealer.isMac(digest, PURPOSE, id, passcode)
}
