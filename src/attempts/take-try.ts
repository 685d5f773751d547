import { sql } from 'kysely'
import type { Database, Tx } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { budgetKeyBytes } from './budget-key.ts'
import type { Line } from './make-line.ts'
import { INITIATION, LOGON, PENDING_SECONDS, WAIT_MILLISECONDS } from './rules/figures.ts'

declare const taken: unique symbol
/** Leave to check one factor once. Only `takeTry` makes one; it must be settled. */
export interface Try {
  readonly [taken]: true
  readonly key: BudgetKey
  readonly lane: Lane
}

export type Lane = 'logon' | 'initiation'

/** `locked`: no try is to be had now, and this refusal was counted. `busy`: only other pending tries are in the way. */
export type NoTry = 'locked' | 'busy'

export interface Waiting {
  /** Real time: the programme clock may stand still. */
  readonly clock: Clock
  pause(milliseconds: number): Promise<void>
  /**
   * One caller of a budget asks at a time in a process. A hundred who ask again and again would keep every connection
   * busy, and the tries they wait for from being settled.
   */
  readonly inLine: Line
}

const STEP_MILLISECONDS = 25

/**
 * Takes one try from a budget in one committed statement, before anything is checked. Waits while only pending tries
 * fill the budget, so that honest parallel logons queue instead of failing; after 3 s answers `busy` (a 503).
 */
export function takeTry(
  database: Database,
  waiting: Waiting,
  asked: { readonly key: BudgetKey; readonly lane: Lane; readonly at: Instant },
): Promise<Result<Try, NoTry>> {
  const patience = waiting.clock.now().add({ milliseconds: WAIT_MILLISECONDS })
  return waiting.inLine(`${asked.lane} ${asked.key}`, async () => {
    for (;;) {
      const verdict = await database.writeAtOnce({ as: 'sign-in' }, (tx) => ask(tx, asked))
      if (verdict === 'taken') return done({ key: asked.key, lane: asked.lane } as Try)
      if (verdict === 'locked') return refused('locked')
      if (isAtOrBefore(patience, waiting.clock.now())) return refused('busy')
      await waiting.pause(STEP_MILLISECONDS)
    }
  })
}

interface Asked {
  readonly key: BudgetKey
  readonly lane: Lane
  readonly at: Instant
}

async function ask(tx: Tx, { key, lane, at }: Asked): Promise<'taken' | 'locked' | 'busy'> {
  const statement = lane === 'logon' ? takeFromLogon(key, at) : takeFromInitiation(key, at)
  const { rows } = await statement.execute(tx)
  const verdict = rows[0]?.verdict
  if (verdict === undefined) throw new Error('the budget statement returned no row')
  return verdict
}

/**
 * The rule as one statement, read top down; `b` is the row as it was:
 *   locked until later than now           → locked, counted as a refusal
 *   the lock has run out                  → a new round of tries begins with this one
 *   fewer than 10 failures                → taken: counts as a failure until settled
 *   10 failures, some of them pending     → busy: wait for them
 *   10 failures, none pending (a crash)   → locked now, by the next length
 */
function takeFromLogon(key: BudgetKey, at: Instant) {
  const until = sql`${at}::timestamptz + make_interval(mins => (${sql.lit(`{${LOGON.lockMinutes.join(',')}}`)}::int[])[least(b.lock_level + 1, ${sql.lit(LOGON.lockMinutes.length)})])`
  const live = sql`(case when b.pending_at > ${at}::timestamptz - make_interval(secs => ${sql.lit(PENDING_SECONDS)}) then b.pending else 0 end)`
  const locked = sql`coalesce(b.locked_until > ${at}::timestamptz, false)`
  const lockOver = sql`(b.locked_until <= ${at}::timestamptz)`
  const free = sql`(b.failures < ${sql.lit(LOGON.tries)})`
  const abandoned = sql`(${live} = 0)`
  return sql<{ verdict: 'taken' | 'locked' | 'busy' }>`
    insert into attempt_budget as b (key, lane, failures, pending, pending_at, verdict, window_at, updated_at)
    values (${budgetKeyBytes(key)}, 'logon', 1, 1, ${at}, 'taken', ${at}, ${at})
    on conflict (key, lane) do update set
      verdict      = case when ${locked} then 'locked' when ${lockOver} or ${free} then 'taken' when ${abandoned} then 'locked' else 'busy' end,
      failures     = case when ${locked} then b.failures when ${lockOver} then 1 when ${free} then b.failures + 1 else b.failures end,
      pending      = case when ${locked} then b.pending when ${lockOver} then 1 when ${free} then ${live} + 1 else ${live} end,
      pending_at   = case when not ${locked} and (${lockOver} or ${free}) then ${at} else b.pending_at end,
      refusals     = b.refusals + case when ${locked} or (not coalesce(${lockOver}, false) and not ${free} and ${abandoned}) then 1 else 0 end,
      locked_until = case when ${locked} then b.locked_until when ${lockOver} or ${free} then null when ${abandoned} then ${until} else null end,
      lock_level   = case when not ${locked} and not coalesce(${lockOver}, false) and not ${free} and ${abandoned} then b.lock_level + 1 else b.lock_level end,
      updated_at   = ${at}
    returning verdict`
}

/** 50 tries a day; past them one each minute. Never locked: whoever knows an ID must not be able to lock it here. */
function takeFromInitiation(key: BudgetKey, at: Instant) {
  const newDay = sql`(b.window_at <= ${at}::timestamptz - interval '1 day')`
  const rested = sql`(b.updated_at <= ${at}::timestamptz - make_interval(secs => ${sql.lit(INITIATION.delaySeconds)}))`
  const allowed = sql`(${newDay} or b.failures < ${sql.lit(INITIATION.triesPerDay)} or ${rested})`
  return sql<{ verdict: 'taken' | 'locked' | 'busy' }>`
    insert into attempt_budget as b (key, lane, failures, verdict, window_at, updated_at)
    values (${budgetKeyBytes(key)}, 'initiation', 1, 'taken', ${at}, ${at})
    on conflict (key, lane) do update set
      verdict    = case when ${allowed} then 'taken' else 'locked' end,
      failures   = case when ${newDay} then 1 when ${allowed} then b.failures + 1 else b.failures end,
      refusals   = b.refusals + case when ${allowed} then 0 else 1 end,
      window_at  = case when ${newDay} then ${at} else b.window_at end,
      updated_at = case when ${allowed} then ${at} else b.updated_at end
    returning verdict`
}
