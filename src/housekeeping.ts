import { pruneBudgets } from './attempts/prune-budgets.ts'
import type { Database } from './db/transaction.ts'
import type { Clock } from './kernel/clock.ts'
import { pruneAttempts } from './sign-in/prune-attempts.ts'

const EVERY_MILLISECONDS = 10 * 60 * 1000

export interface Housekeeping {
  stop(): void
}

/** Deletes what a stranger's tries leave behind, a day after. Two nodes may do it at once: it is the same deletion. */
export function keepHouse(
  { database, programme }: { readonly database: Database; readonly programme: Clock },
  onFault: (fault: unknown) => void,
): Housekeeping {
  const sweeping = setInterval(() => sweep(database, programme).catch(onFault), EVERY_MILLISECONDS)
  return { stop: () => clearInterval(sweeping) }
}

export function sweep(database: Database, programme: Clock): Promise<void> {
  const at = programme.now()
  return database.write({ as: 'operations' }, async (tx) => {
    await pruneAttempts(tx, at)
    await pruneBudgets(tx, at)
  })
}
