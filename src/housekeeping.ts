import { pruneBudgets } from './attempts/prune-budgets.ts'
import { raiseAlarm } from './attempts/raise-alarm.ts'
import type { AuditWorld } from './audit/record-event.ts'
import type { Database } from './db/transaction.ts'
import type { Clock } from './kernel/clock.ts'
import { pruneAttempts } from './sign-in/prune-attempts.ts'

const SWEEP_MILLISECONDS = 10 * 60 * 1000
const LOOK_MILLISECONDS = 60 * 1000

export interface Housekeeping {
  stop(): void
}

interface House extends AuditWorld {
  readonly database: Database
  readonly programme: Clock
}

/** What no request does: sweeping up after strangers, and looking whether they come in floods. Two nodes may do it at once. */
export function keepHouse(house: House, onFault: (fault: unknown) => void): Housekeeping {
  const turns = [
    setInterval(() => sweep(house.database, house.programme).catch(onFault), SWEEP_MILLISECONDS),
    setInterval(() => lookOut(house).catch(onFault), LOOK_MILLISECONDS),
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

export function lookOut(house: House): Promise<void> {
  return house.database.write({ as: 'operations' }, (tx) => raiseAlarm(tx, house, house.programme.now()))
}
