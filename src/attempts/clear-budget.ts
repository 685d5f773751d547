import { sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import type { CredentialId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { remembered } from './known-browser.ts'
import type { Try } from './take-try.ts'

/**
 * Both factors were right: the account's budget is cleared, but for tries that others still have pending, and this
 * browser is known from now on. In the transaction of the logon, in one statement; the common row is locked first.
 */
export async function clearBudget(
  tx: Tx,
  settled: Try,
  passwordId: CredentialId,
  at: Instant,
): Promise<void> {
  const leftOf = (lane: Try['lane']) =>
    settled.lane === lane ? sql<number>`greatest(b.pending - 1, 0)` : sql<number>`b.pending`
  const left = leftOf('logon')
  await sql`
    with common as (
      update attempt_budget b set failures = ${left}, pending = ${left}, refusals = 0, lock_level = 0, locked_until = null,
        verdict = 'taken', updated_at = ${at}
      where b.key = ${budgetKeyBytes(settled.key)} and b.lane = 'logon' returning 1
    )
    ${remembered({ ...settled, passwordId, at }, leftOf('reserve'), sql`(select count(*) from common) >= 0`)}`.execute(
    tx,
  )
}
