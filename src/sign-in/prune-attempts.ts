import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'

/** Attempts of yesterday, with their codes: mail limits look back an hour, and what happened is in the audit events. */
export async function pruneAttempts(tx: Tx, at: Instant): Promise<void> {
  await tx
    .deleteFrom('sign_in_attempt')
    .where('begun_at', '<', at.subtract({ hours: 24 }))
    .execute()
}
