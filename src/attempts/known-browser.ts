import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { BudgetKey, CredentialId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'

/** One browser at one account. */
export interface BrowserAt {
  readonly key: BudgetKey
  /** The browser cookie's value. */
  readonly browser: string
}

export interface Remembered extends BrowserAt {
  readonly passwordId: CredentialId
  readonly at: Instant
}

/**
 * True of the row `b` of `known_browser` that speaks for this browser at this account now: the account is active and
 * its password is the one the row was earned with. Found or not, it is one look at a primary key.
 */
export function isKnown({ key, browser }: BrowserAt): RawBuilder<boolean> {
  return sql`(b.budget_key = ${budgetKeyBytes(key)} and b.browser_digest = ${sha256(browser)}
    and exists (select from credential c join account a on a.id = c.account_id
      where c.id = b.password_id and c.valid_to is null and a.status = 'active'))`
}

/** Makes the browser known at the account, its own budget cleared but for tries that are still pending there. `after` orders it in a statement. */
export function remembered(
  { key, browser, passwordId, at }: Remembered,
  left: RawBuilder<number>,
  after: RawBuilder<boolean>,
): RawBuilder<unknown> {
  return sql`
    insert into known_browser as b (budget_key, browser_digest, password_id, logged_on_at, pending_at, updated_at)
    select ${budgetKeyBytes(key)}, ${sha256(browser)}, ${passwordId}::uuid, ${at}::timestamptz, null, ${at}::timestamptz where ${after}
    on conflict (budget_key, browser_digest) do update set
      password_id = excluded.password_id, logged_on_at = excluded.logged_on_at, failures = ${left}, pending = ${left},
      refusals = 0, lock_level = 0, locked_until = null, verdict = 'taken', updated_at = excluded.updated_at`
}

/** After an initiation: this browser has proven the mailbox, chosen the password and used the channel. */
export async function rememberBrowser(tx: Tx, known: Remembered): Promise<void> {
  await remembered(known, sql`b.pending`, sql`true`).execute(tx)
}
