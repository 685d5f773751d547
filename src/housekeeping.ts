import { pruneBudgets } from './attempts/prune-budgets.ts'
import type { Database } from './db/transaction.ts'
import type { Clock } from './kernel/clock.ts'
import { announceExpiries } from './own-account/announce-expiry.ts'
import { pruneAttempts } from './sign-in/prune-attempts.ts'
import type { SignInWorld } from './sign-in/world.ts'

const EVERY_MILLISECONDS = 10 * 60 * 1000

export interface Housekeeping {
  stop(): void
}

/**
 * Deletes what a stranger's tries leave behind, a day after, and announces passwords that will expire. Two nodes may do
 * it at once: it is the same deletion, and each announcement is made by one of them.
 */
export function keepHouse(world: SignInWorld, onFault: (fault: unknown) => void): Housekeeping {
  const { database, clocks } = world
  const keep = async () => {
    await sweep(database, clocks.programme)
    await announceExpiries(world, clocks.programme.now())
  }
  const sweeping = setInterval(() => keep().catch(onFault), EVERY_MILLISECONDS)
  return { stop: () => clearInterval(sweeping) }
}

export function sweep(database: Database, programme: Clock): Promise<void> {
  const at = programme.now()
  return database.write({ as: 'operations' }, async (tx) => {
    await pruneAttempts(tx, at)
    await pruneBudgets(tx, at)
  })
}
