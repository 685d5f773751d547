import { sql } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { CredentialId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { alive, type SettledTry, without } from './budget-state.ts'
import { type Remembered, remembered } from './known-browser.ts'
import type { Try } from './turn.ts'

/** The common row is locked first. A try of the common budget is one of those pending there, one of the reserve is not. */
const clearing = (lane: 'logon' | 'reserve') =>
  prepared((_, cleared: Remembered & SettledTry) => {
    const leftOf = (of: typeof lane) =>
      alive(of === lane ? sql`(${without(cleared.takenAt)})` : sql`b.pending`, cleared.at)
    const left = leftOf('logon')
    return sql`
      with common as (
        update attempt_budget b set failures = cardinality(${left}), pending = ${left}, refusals = 0, lock_level = 0, locked_until = null,
          verdict = 'taken', updated_at = ${cleared.at}
        where b.key = ${cleared.key} and b.lane = 'logon' returning 1
      )
      ${remembered(cleared, leftOf('reserve'), sql`(select count(*) from common) >= 0`)}`
  })

const STATEMENTS = { logon: clearing('logon'), reserve: clearing('reserve') }

/**
 * Both factors were right: the account's budget is cleared, but for tries that others may still settle, and this
 * browser is known from now on. In the transaction of the logon, in one statement.
 */
export async function clearBudget(
  tx: Tx,
  { lane, key, browser, takenAt }: Try,
  passwordId: CredentialId,
  at: Instant,
): Promise<void> {
  if (lane !== 'logon' && lane !== 'reserve') throw new Error(`a try of ${lane} is not one of an OTP logon`)
  await STATEMENTS[lane](tx, {
    ...{ key: budgetKeyBytes(key), browser: sha256(browser) },
    ...{ passwordId, takenAt, at },
  })
}
