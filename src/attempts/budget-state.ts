import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../kernel/instant.ts'
import { type Budget, PENDING_SECONDS } from './rules/figures.ts'

/**
 * How a try came out. `failed` keeps it counted. `refused` gives it back, the factor was right, but somebody was refused
 * all the same. `passed` gives it back and says nothing. Both right clears the budget: `clear-budget.ts`.
 */
export type Outcome = 'failed' | 'refused' | 'passed'

export type Verdict = 'taken' | 'locked' | 'busy' | 'locks'

/**
 * What one try makes of a budget, as the SET of an UPDATE, read top down; `b` is the row as it was:
 *   locked until later than now           → locked, counted as a refusal
 *   the lock has run out                  → a new round of tries begins with this one
 *   fewer failures than tries             → taken: counts as a failure until settled
 *   as many, some of them pending         → busy: wait for them
 *   as many, none pending (a crash)       → locks, by the next length
 * `pending` holds the times of tries taken and not settled, earliest first. One that is too old for a process to be alive
 * behind it stays there, and counted, until a logon is completed or a lock has run out; nobody waits for it.
 */
export function takenFrom(figures: Budget, at: Instant): RawBuilder<unknown> {
  const live = sql`cardinality(${alive(sql`b.pending`, at)})`
  const before = sql`width_bucket(${at}::timestamptz, b.pending)`
  const withThis = sql`b.pending[:${before}] || ${at}::timestamptz || b.pending[${before} + 1:]`
  const locked = sql`coalesce(b.locked_until > ${at}::timestamptz, false)`
  const lockOver = sql`coalesce(b.locked_until <= ${at}::timestamptz, false)`
  const free = sql`(b.failures < ${sql.lit(figures.tries)})`
  const locks = sql`(not ${locked} and not ${lockOver} and not ${free} and ${live} = 0)`
  return sql`
    verdict      = case when ${locked} then 'locked' when ${lockOver} or ${free} then 'taken' when ${locks} then 'locks' else 'busy' end,
    failures     = case when ${locked} then b.failures when ${lockOver} then 1 when ${free} then b.failures + 1 else b.failures end,
    pending      = case when ${locked} then b.pending when ${lockOver} then array[${at}::timestamptz] when ${free} then ${withThis} else b.pending end,
    refusals     = b.refusals + case when ${locked} or ${locks} then 1 else 0 end,
    locked_until = case when ${locked} then b.locked_until when ${locks} then ${nextLockEnd(figures, at)} else null end,
    lock_level   = b.lock_level + case when ${locks} then 1 else 0 end,
    updated_at   = ${at}`
}

/**
 * What becomes of a budget when a try of it is settled: one text for every outcome, so that all cost the same. A try that
 * is no more among the pending, since a logon was completed or a lock ran out meanwhile, isn't counted: it is now, if it failed.
 */
export function settledIn(figures: Budget, outcome: Outcome, settled: SettledTry): RawBuilder<unknown> {
  const { takenAt, at } = settled
  const failed = sql`(${outcome}::text = 'failed')`
  const left = sql`(${without(takenAt)})`
  const failures = sql`(b.failures + ${failed}::int - (cardinality(b.pending) - cardinality(${left})))`
  const locks = sql`(${failed} and b.locked_until is null
    and ${failures} - cardinality(${alive(left, at)}) >= ${sql.lit(figures.tries)})`
  return sql`
    failures     = ${failures},
    pending      = ${left},
    lock_level   = b.lock_level + case when ${locks} then 1 else 0 end,
    locked_until = case when ${locks} then ${nextLockEnd(figures, at)} else b.locked_until end,
    verdict      = case when ${locks} then 'locks' else 'taken' end,
    updated_at   = ${at}`
}

export interface SettledTry {
  /** Null for a try that was none. */
  readonly takenAt: Instant | null
  readonly at: Instant
}

/** The pending tries but for the one taken then; all, if it isn't among them. */
export function without(takenAt: SettledTry['takenAt']): RawBuilder<unknown> {
  const place = sql`coalesce(array_position(b.pending, ${takenAt}::timestamptz), 0)`
  return sql`b.pending[:${place} - 1] || b.pending[${place} + 1:]`
}

/** Those of pending tries, in their order, that a process may still settle. */
export function alive(pending: RawBuilder<unknown>, at: Instant): RawBuilder<unknown> {
  const oldest = sql`${at}::timestamptz - make_interval(secs => ${sql.lit(PENDING_SECONDS)})`
  return sql`(${pending})[width_bucket(${oldest}, ${pending}) + 1:]`
}

function nextLockEnd({ lockMinutes }: Budget, at: Instant): RawBuilder<Instant> {
  const lengths = sql.lit(`{${lockMinutes.join(',')}}`)
  return sql`${at}::timestamptz + make_interval(mins => (${lengths}::int[])[least(b.lock_level + 1, ${sql.lit(lockMinutes.length)})])`
}
