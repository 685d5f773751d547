import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { type Outcome, settledIn } from './budget-state.ts'
import { countFailure } from './count-failures.ts'
import { placeKeyBytes } from './place-key.ts'
import { LOGON, RESERVE } from './rules/figures.ts'
import type { Turn } from './take-try.ts'

/**
 * Settles a try in the transaction of its effect. Returns the end of the lock that this failure brought about, else null.
 * One statement whatever the outcome, and also for a caller that was refused a try: refusals cost the same. Each refusal
 * counts at its source network, whatever the reason: else the delays there would tell a right password from a wrong one.
 */
export async function settleTry(
  tx: Tx,
  settled: Turn,
  outcome: Outcome,
  at: Instant,
): Promise<Instant | null> {
  const { network } = settled
  const key = budgetKeyBytes(settled.key)
  const { rows } = await sql<{ locked_until: Instant | null }>`
    with settled as (${settle(settled, outcome, at)} returning b.locked_until, b.verdict),
    counted as (${countFailure({ network, key, at }, sql`${outcome}::text <> 'passed' and (select count(*) from settled) >= 0`)})
    select locked_until from settled where verdict = 'locks'`.execute(tx)
  return rows[0]?.locked_until ?? null
}

function settle(settled: Turn, outcome: Outcome, at: Instant): RawBuilder<unknown> {
  // Who has no try settles that of nobody: the same statement, and no row.
  if (settled.is === 'locked') return inLogonLane(Buffer.alloc(32), outcome, at)
  switch (settled.lane) {
    case 'logon':
      return inLogonLane(budgetKeyBytes(settled.key), outcome, at)
    case 'reserve':
      return sql`update known_browser b set ${settledIn(RESERVE, outcome, at)}
        where b.budget_key = ${budgetKeyBytes(settled.key)} and b.browser_digest = ${sha256(settled.browser)}`
    case 'initiation':
      // Nothing pends there, nothing locks, and `updated_at` is when the last try was let through.
      return sql`update attempt_budget b set
          failures = case when ${outcome}::text = 'failed' then b.failures else greatest(b.failures - 1, 0) end
        where b.key = ${placeKeyBytes(settled)} and b.lane = 'initiation'`
  }
}

function inLogonLane(key: Buffer, outcome: Outcome, at: Instant): RawBuilder<unknown> {
  return sql`update attempt_budget b set ${settledIn(LOGON, outcome, at)} where b.key = ${key} and b.lane = 'logon'`
}
