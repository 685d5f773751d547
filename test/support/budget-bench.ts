import { budgetKeyBytes } from '../../src/attempts/budget-key.ts'
import type { Outcome } from '../../src/attempts/budget-state.ts'
import { clearBudget } from '../../src/attempts/clear-budget.ts'
import { makeLine } from '../../src/attempts/make-line.ts'
import { settleTry } from '../../src/attempts/settle-try.ts'
import { takeTry, type Waiting } from '../../src/attempts/take-try.ts'
import type { Try, Turn } from '../../src/attempts/turn.ts'
import { sha256 } from '../../src/kernel/digest.ts'
import type { AccountId, BudgetKey, CredentialId, Epoch, PersonId, UserId } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { BudgetModel } from './budget-model.ts'
import type { TestDatabase } from './database.ts'

export const START = Temporal.Instant.from('2023-06-10T18:05+08:00')
export const NETWORK = '203.0.113.0/24'

export const newKey = () => Buffer.from(systemRandomness.bytes(32)).toString('hex') as BudgetKey
export const newBrowser = () => Buffer.from(systemRandomness.bytes(32)).toString('base64url')

/** No patience at all: what would wait is `busy` at once; delays are noted and not spent. */
export function impatient(delays: number[] = []): Waiting {
  let now = START
  const clock = {
    now: () => {
      now = now.add({ seconds: 10 })
      return now
    },
  }
  const hold = async (_: string, milliseconds: number) => delays.push(milliseconds) > 0
  return { clock, pause: () => Promise.resolve(), inLine: makeLine(), hold }
}

/** Budgets without sign-in around them, in a database of one account. */
export class BudgetBench {
  readonly #copy: TestDatabase
  readonly passwordId = systemRandomness.uuid() as CredentialId
  readonly accountId = systemRandomness.uuid() as AccountId

  constructor(copy: TestDatabase) {
    this.#copy = copy
  }

  /** Somebody whose password browsers can be known by. */
  seedAccount(): Promise<unknown> {
    const personId = systemRandomness.uuid() as PersonId
    const person = { id: personId, display_name: 'Somebody', language: 'en', created_at: START } as const
    const account = { id: this.accountId, person_id: personId, user_id: 'SOMEBODY1' as UserId } as const
    const password = { id: this.passwordId, account_id: this.accountId, kind: 'password' } as const
    const sealed = { sealed: Buffer.alloc(1), epoch: 'primary/0' as Epoch, valid_from: START, valid_to: null }
    return this.#copy.database.write({ as: 'operations' }, async (tx) => {
      await tx.insertInto('person').values(person).execute()
      await tx
        .insertInto('account')
        .values({ ...account, status: 'active', created_at: START })
        .execute()
      await tx
        .insertInto('credential')
        .values({ ...password, ...sealed })
        .execute()
    })
  }

  async turn(
    key: BudgetKey,
    at: Instant,
    browser = newBrowser(),
    waiting = impatient(),
  ): Promise<Turn | 'busy'> {
    const asked = { key, lane: 'logon', at, browser, network: NETWORK } as const
    const turn = await takeTry(this.#copy.database, waiting, asked)
    return turn.ok ? turn.value : turn.refusal
  }

  async take(key: BudgetKey, at: Instant, browser?: string): Promise<Try | 'locked' | 'busy'> {
    const turn = await this.turn(key, at, browser)
    return turn === 'busy' || turn.is === 'taken' ? turn : turn.is
  }

  settle(settled: Turn, outcome: Outcome, at: Instant): Promise<Instant | null> {
    return this.#copy.database.write({ as: 'sign-in' }, (tx) => settleTry(tx, settled, outcome, at))
  }

  clear(settled: Try, at: Instant): Promise<void> {
    return this.#copy.database.write({ as: 'sign-in' }, (tx) => clearBudget(tx, settled, this.passwordId, at))
  }

  /** While the password is closed, or the account suspended. */
  async during(what: 'credential' | 'account', work: () => Promise<unknown>): Promise<void> {
    const set = (over: boolean) =>
      this.#copy.database.write({ as: 'operations' }, (tx) =>
        what === 'account'
          ? tx
              .updateTable('account')
              .set({ status: over ? 'active' : 'suspended' })
              .execute()
          : tx
              .updateTable('credential')
              .set({ valid_to: over ? null : START })
              .execute(),
      )
    await set(false)
    await work()
    await set(true)
  }

  /** The account's budget, or that of a browser it is known in. */
  async stored(key: BudgetKey, browser?: string) {
    const { failures, pending, refusals, lock_level, locked_until } = await this.#row(key, browser)
    const lockedUntil = locked_until?.toString() ?? null
    return { failures, pending: pending.length, refusals: Number(refusals), level: lock_level, lockedUntil }
  }

  #row(key: BudgetKey, browser: string | undefined) {
    const columns = ['failures', 'pending', 'refusals', 'lock_level', 'locked_until'] as const
    return this.#copy.database.read({ as: 'sign-in' }, (db) => {
      const budget = db.selectFrom('attempt_budget').select(columns).where('key', '=', budgetKeyBytes(key))
      const reserve = db
        .selectFrom('known_browser')
        .select(columns)
        .where('budget_key', '=', budgetKeyBytes(key))
        .where('browser_digest', '=', sha256(browser ?? ''))
      return (browser === undefined ? budget : reserve).executeTakeFirstOrThrow()
    })
  }
}

export function expected({ failures, pending, refusals, level, lockedUntil }: BudgetModel) {
  return { failures, pending: pending.length, refusals, level, lockedUntil: lockedUntil?.toString() ?? null }
}
