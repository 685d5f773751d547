import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { BudgetKey, CredentialId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'

/** One browser at one account, as its row has them. */
export interface BrowserAt {
  /** Bytes of the budget key. */
  readonly key: Buffer
  /** SHA-256 of the browser cookie's value. */
  readonly browser: Buffer
}

export interface Remembered extends BrowserAt {
  readonly passwordId: CredentialId
  readonly at: Instant
}

/**
 * The row that speaks for this browser at this account now: the account is active and its password is the one the row
 * was earned with. Found or not, it is one look at a primary key.
 */
export function knownAs({ key, browser }: BrowserAt): RawBuilder<unknown> {
  return sql`
    select k.budget_key, k.browser_digest from known_browser k
      join credential c on c.id = k.password_id and c.valid_to is null
      join account a on a.id = c.account_id and a.status = 'active'
    where k.budget_key = ${key} and k.browser_digest = ${browser}`
}

/** Makes the browser known at the account, its own budget cleared but for those tries that are `left`. `after` orders it in a statement. */
export function remembered(
  { key, browser, passwordId, at }: Remembered,
  left: RawBuilder<unknown>,
  after: RawBuilder<boolean>,
): RawBuilder<unknown> {
  return sql`
    insert into known_browser as b (budget_key, browser_digest, password_id, logged_on_at, updated_at)
    select ${key}, ${browser}, ${passwordId}::uuid, ${at}::timestamptz, ${at}::timestamptz where ${after}
    on conflict (budget_key, browser_digest) do update set
      password_id = excluded.password_id, logged_on_at = excluded.logged_on_at, failures = cardinality(${left}), pending = ${left},
      refusals = 0, lock_level = 0, locked_until = null, verdict = 'taken', updated_at = excluded.updated_at`
}

/** After an initiation: this browser has proven the mailbox, chosen the password and used the channel. */
export async function rememberBrowser(
  tx: Tx,
  {
    key,
    browser,
    ...known
  }: Omit<Remembered, keyof BrowserAt> & {
    readonly key: BudgetKey
    readonly browser: string
  },
): Promise<void> {
  const row = { ...known, key: budgetKeyBytes(key), browser: sha256(browser) }
  await remembered(row, sql`b.pending`, sql`true`).execute(tx)
}
