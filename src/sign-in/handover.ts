import type { Tx } from '../db/transaction.ts'
import type { AttemptId, CodeId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { Sealer } from '../sealing/seal.ts'

/** From one listener to the other is one redirect. */
const LIFETIME = { seconds: 60 } as const
const PURPOSE = 'card-handover'

interface HandoverWorld {
  readonly randomness: Randomness
  readonly sealer: Sealer
  readonly epoch: Epoch
}

/** 256 bits, kept as their HMAC: a `one_time_code` of purpose `card`. */
export async function issueHandover(
  tx: Tx,
  { randomness, sealer, epoch }: HandoverWorld,
  { attemptId, at }: { readonly attemptId: AttemptId; readonly at: Instant },
): Promise<string> {
  const secret = Buffer.from(randomness.bytes(32)).toString('base64url')
  await tx
    .insertInto('one_time_code')
    .values({
      ...{ id: randomness.uuid() as CodeId, attempt_id: attemptId, purpose: 'card', epoch },
      ...{ digest: sealer.mac(PURPOSE, attemptId, secret), issued_at: at, expires_at: at.add(LIFETIME) },
      spent_at: null,
    })
    .execute()
  return secret
}

interface Shown {
  readonly attemptId: AttemptId
  readonly secret: string
  readonly at: Instant
}

/** True for the one caller who spends it, within its minute, on its own attempt. */
export async function spendHandover(
  tx: Tx,
  { sealer, epoch }: Pick<HandoverWorld, 'sealer' | 'epoch'>,
  { attemptId, secret, at }: Shown,
): Promise<boolean> {
  const issued = await tx
    .selectFrom('one_time_code')
    .select(['id', 'digest'])
    .where('attempt_id', '=', attemptId)
    .where('purpose', '=', 'card')
    .where('epoch', '=', epoch)
    .execute()
  const shown = issued.find(({ digest }) => sealer.isMac(digest, PURPOSE, attemptId, secret))
  if (shown === undefined) return false
  const { numUpdatedRows } = await tx
    .updateTable('one_time_code')
    .set({ spent_at: at })
    .where('id', '=', shown.id)
    .where('expires_at', '>', at)
    .where('spent_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
