import { sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { LOGON } from './rules/figures.ts'
import type { Try } from './take-try.ts'

/**
 * How a try came out. `failed` keeps it counted; `passed` gives it back (one factor was right, the budget stays as it
 * was); `completed` clears the budget, but for tries that others still have pending.
 */
export type Outcome = 'failed' | 'passed' | 'completed'

/**
 * Settles a try in the transaction of its effect. Returns the end of the lock that this failure brought about, else null. One statement
 * whatever the outcome, and also for a caller that got no try (`none`): refusals cost the same.
 */
export async function settleTry(
  tx: Tx,
  settled: Try | 'none',
  outcome: Outcome,
  at: Instant,
): Promise<Instant | null> {
  const key = settled === 'none' ? Buffer.alloc(32) : budgetKeyBytes(settled.key)
  const lane = settled === 'none' ? 'logon' : settled.lane
  const left = sql`greatest(pending - 1, 0)`
  const locks = sql`(${outcome}::text = 'failed' and lane = 'logon' and locked_until is null and failures - ${left} >= ${sql.lit(LOGON.tries)})`
  const { rows } = await sql<{ locked_until: Instant | null; locks: boolean }>`
    update attempt_budget set
      failures = case ${outcome}::text
        when 'failed' then failures
        when 'passed' then greatest(failures - 1, ${left})
        else ${left} end,
      lock_level = case when ${locks} then lock_level + 1 when ${outcome}::text = 'completed' then 0 else lock_level end,
      locked_until = case
        when ${locks} then ${at}::timestamptz + make_interval(mins => (${sql.lit(`{${LOGON.lockMinutes.join(',')}}`)}::int[])[least(lock_level + 1, ${sql.lit(LOGON.lockMinutes.length)})])
        when ${outcome}::text = 'completed' then null
        else locked_until end,
      refusals = case when ${outcome}::text = 'completed' then 0 else refusals end,
      verdict = case when ${locks} then 'locked' else 'taken' end,
      pending = ${left},
      updated_at = case when lane = 'initiation' then updated_at else ${at} end
    where key = ${key} and lane = ${lane}
    returning locked_until, verdict = 'locked' as locks`.execute(tx)
  const row = rows[0]
  return row?.locks === true ? row.locked_until : null
}
