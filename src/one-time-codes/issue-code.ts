import type { Tx } from '../db/transaction.ts'
import type { CodeId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { Sealer } from '../sealing/seal.ts'
import type { Asked, CodeToSend } from './channel.ts'
import { EMAIL_CODE } from './rules/code-policy.ts'
import { digestCode } from './rules/digest-code.ts'
import { drawCode } from './rules/draw-code.ts'
import { insertCode } from './store.ts'

export interface CodeTools {
  readonly sealer: Sealer
  readonly randomness: Randomness
}

/**
 * Draws a code and stores its digest. Earlier codes of the attempt live on to their own expiry. To be called for unknown
 * IDs as well, sending nothing: whether somebody exists must not show in the number of statements.
 */
export async function issueCode(
  tx: Tx,
  { sealer, randomness }: CodeTools,
  asked: Asked,
): Promise<CodeToSend> {
  const code = drawCode(randomness)
  const expiresAt = asked.at.add(EMAIL_CODE.lifetime)
  await insertCode(tx, {
    ...asked,
    id: randomness.uuid() as CodeId,
    digest: digestCode(sealer, asked.attemptId, code),
    expiresAt,
  })
  return { code, expiresAt }
}
