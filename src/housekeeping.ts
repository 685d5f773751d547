import { pruneBudgets } from './attempts/prune-budgets.ts'
import { raiseAlarm } from './attempts/raise-alarm.ts'
import type { Database } from './db/transaction.ts'
import type { Clock } from './kernel/clock.ts'
import { announceExpiries } from './own-account/announce-expiry.ts'
import { pruneAttempts } from './sign-in/prune-attempts.ts'
import type { SignInWorld } from './sign-in/world.ts'

const SWEEP_MILLISECONDS = 10 * 60 * 1000
const LOOK_MILLISECONDS = 60 * 1000

export interface Housekeeping {
  stop(): void
}

/**
 * What no request does: sweeping up after strangers, looking whether they come in floods, announcing passwords that will
 * expire. Two nodes may do it at once: it is the same deletion, and each event and announcement is made by one of them.
 */
export function keepHouse(world: SignInWorld, onFault: (fault: unknown) => void): Housekeeping {
  const { database, clocks } = world
  const now = () => clocks.programme.now()
  const turns = [
    setInterval(() => sweep(database, clocks.programme).catch(onFault), SWEEP_MILLISECONDS),
    setInterval(() => announceExpiries(world, now()).catch(onFault), SWEEP_MILLISECONDS),
    setInterval(() => lookOut(world).catch(onFault), LOOK_MILLISECONDS),
  ]
  return { stop: () => turns.forEach(clearInterval) }
}

/** Deletes what a stranger's tries leave behind, a day after. */
export function sweep(database: Database, programme: Clock): Promise<void> {
  const at = programme.now()
  return database.write({ as: 'operations' }, async (tx) => {
    await pruneAttempts(tx, at)
    await pruneBudgets(tx, at)
  })
}

export function lookOut(world: SignInWorld): Promise<void> {
  const { database, clocks } = world
  return database.write({ as: 'operations' }, (tx) => raiseAlarm(tx, world, clocks.programme.now()))
}
