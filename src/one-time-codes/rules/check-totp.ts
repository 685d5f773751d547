import { sameDigest } from '../../kernel/digest.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import type { Passcode } from './normalise-passcode.ts'

/** An accepted step and the passcode that belongs to it. */
export interface Candidate {
  readonly step: number
  readonly passcode: Passcode
}

/**
 * Which step the typed passcode belongs to; the first, where two have the same. Every candidate is compared, each in
 * constant time.
 */
export function checkTotp(candidates: readonly Candidate[], typed: Passcode): Result<number, 'wrong'> {
  const matching = candidates.filter(({ passcode }) => sameDigest(Buffer.from(passcode), Buffer.from(typed)))
  return matching[0] === undefined ? refused('wrong') : done(matching[0].step)
}
