import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { AttemptId, CodeId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Randomness } from '../kernel/randomness.ts'

/** From one listener to the other is one redirect. */
const LIFETIME = { seconds: 60 } as const

/** 256 bits, kept as their digest: `one_time_code` of purpose `card`. */
export async function issueHandover(
  tx: Tx,
  { randomness, epoch }: { readonly randomness: Randomness; readonly epoch: Epoch },
  { attemptId, at }: { readonly attemptId: AttemptId; readonly at: Instant },
): Promise<string> {
  const secret = Buffer.from(randomness.bytes(32)).toString('base64url')
  await tx
    .insertInto('one_time_code')
    .values({
      ...{ id: randomness.uuid() as CodeId, attempt_id: attemptId, purpose: 'card', epoch },
      ...{ digest: sha256(secret), issued_at: at, expires_at: at.add(LIFETIME), spent_at: null },
    })
    .execute()
  return secret
}

/** True for the one caller who spends it, within its minute, on its own attempt. */
export async function spendHandover(
  tx: Tx,
  { attemptId, secret, epoch, at }: { attemptId: AttemptId; secret: string; epoch: Epoch; at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('one_time_code')
    .set({ spent_at: at })
    .where('attempt_id', '=', attemptId)
    .where('purpose', '=', 'card')
    .where('epoch', '=', epoch)
    .where('digest', '=', sha256(secret))
    .where('expires_at', '>', at)
    .where('spent_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
