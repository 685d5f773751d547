import type { CodeId } from '../../kernel/ids.ts'
import { type Instant, isBefore } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import { TRIES_PER_ATTEMPT } from './code-policy.ts'

export interface IssuedCode {
  readonly id: CodeId
  readonly digest: Uint8Array
  readonly expiresAt: Instant
  readonly spentAt: Instant | null
  /** This one included. */
  readonly tries: number
}

export type CodeRefusal = 'wrong' | 'already-used' | 'expired' | 'no-tries-left'

/**
 * Which of the attempt's codes the typed one is, if it may still be used. The last moment of a code is the one before
 * it expires. A code that is none of them is `wrong`; of one that is, the reason says why it no longer counts.
 */
export function checkCode(
  issued: readonly IssuedCode[],
  isTyped: (digest: Uint8Array) => boolean,
  at: Instant,
): Result<CodeId, CodeRefusal> {
  const refusals: CodeRefusal[] = []
  for (const code of issued.filter(({ digest }) => isTyped(digest))) {
    if (code.spentAt !== null) refusals.push('already-used')
    else if (!isBefore(at, code.expiresAt)) refusals.push('expired')
    else if (code.tries > TRIES_PER_ATTEMPT) refusals.push('no-tries-left')
    else return done(code.id)
  }
  return refused(refusals[0] ?? 'wrong')
}
