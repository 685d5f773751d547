import type { Tx } from '../db/transaction.ts'
import type { AccountId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { LetterKind } from '../mail/letters.ts'
import type { Sealer } from '../sealing/seal.ts'
import { domainKey, domainOf } from './domain-key.ts'
import { sealContent } from './mail-content.ts'
import { insertMail } from './store.ts'

export interface QueuedMail {
  /** UUID; also the Message-ID. */
  readonly id: string
  readonly epoch: Epoch
  readonly accountId: AccountId | null
  /** Under it the delivery status is found. */
  readonly kind: LetterKind
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly at: Instant
  /** From this instant on it is of no use: a code's expiry. */
  readonly notAfter: Instant
  /** False where nobody is to get it. The same work is done, and no row is written. */
  readonly deliver: boolean
  /** True for what nobody waits for: it goes by the lane of bulk mail. */
  readonly bulk?: boolean
}

/**
 * Queues a mail in the caller's transaction: sealed and inserted by one statement, whether `deliver` or not, so that a
 * known and an unknown User ID cost the same (security.md, attack 3).
 */
export async function queueMail(tx: Tx, sealer: Sealer, mail: QueuedMail): Promise<void> {
  const domain = domainKey(sealer, domainOf(mail.to))
  await insertMail(tx, { ...mail, domain, sealed: sealContent(sealer, mail.id, mail) })
}
