import type { Tx } from '../db/transaction.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Sealer } from '../sealing/seal.ts'
import type { Asked, PasscodeRefusal } from './channel.ts'
import { checkCode } from './rules/check-code.ts'
import { EMAIL_CODE } from './rules/code-policy.ts'
import { isDigestOf } from './rules/digest-code.ts'
import { normalisePasscode } from './rules/normalise-passcode.ts'
import { spendCode, takePasscodeTry } from './store.ts'

/** Checks a code that was issued and spends it, after counting the try. `tx` must commit refusals too. */
export async function useCode(
  tx: Tx,
  sealer: Sealer,
  asked: Asked,
  typed: string,
): Promise<Result<'accepted', PasscodeRefusal>> {
  const passcode = normalisePasscode(typed, EMAIL_CODE.digits)
  if (!passcode.ok) return passcode
  const issued = await takePasscodeTry(tx, asked)
  if (!issued.ok) return issued
  const isTyped = (digest: Uint8Array) => isDigestOf(digest, sealer, asked.attemptId, passcode.value)
  const matching = checkCode(issued.value, isTyped, asked.at)
  if (!matching.ok) return matching
  return (await spendCode(tx, matching.value, asked.at)) ? done('accepted') : refused('already-used')
}
