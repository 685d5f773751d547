import type { Tx } from '../db/transaction.ts'
import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { deleteQueuedOrLater } from './store.ts'

/**
 * For a programme clock put back to `at`, which only the demo's can be: mail still waiting goes, for its codes go too
 * (design.md §5) and its due time may be days off; so does the trace of mail from what is now the future.
 */
export async function forgetMail(tx: Tx, epoch: Epoch, at: Instant): Promise<void> {
  await deleteQueuedOrLater(tx, epoch, at)
}
