import { sql } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { alive, without } from './budget-state.ts'
import type { Try } from './turn.ts'

interface Cleared {
  readonly key: Buffer
  readonly takenAt: Instant
  readonly at: Instant
}

/** The try was of one of the two; to the other `without` it is none of those pending. The common row is locked first. */
const clearing = prepared((_, { key, takenAt, at }: Cleared) => {
  const left = alive(sql`(${without(takenAt)})`, at)
  return sql`
    update attempt_budget b set failures = cardinality(${left}), pending = ${left}, refusals = 0, lock_level = 0,
      locked_until = null, verdict = 'taken', updated_at = ${at}
    from (select key, lane from attempt_budget where key = ${key} and lane in ('logon', 'card')
      order by lane desc for update) held
    where b.key = held.key and b.lane = held.lane`
})

/** Card and card password were right: the account's budget and the card's own are cleared, but for tries still under way. */
export async function clearForCard(tx: Tx, { key, takenAt }: Try, at: Instant): Promise<void> {
  await clearing(tx, { key: budgetKeyBytes(key), takenAt, at })
}
