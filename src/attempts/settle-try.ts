import { type RawBuilder, sql } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { type Outcome, settledIn } from './budget-state.ts'
import { countFailure, shardOf } from './count-failures.ts'
import { placeKeyBytes } from './place-key.ts'
import { CARD, LOGON, RESERVE } from './rules/figures.ts'
import type { Turn } from './turn.ts'

interface Settled {
  /** The row of the budget that the try was taken from. */
  readonly key: Buffer
  /** SHA-256 of the browser cookie's value: of the reserve's row. */
  readonly browser: Buffer | null
  readonly network: string
  readonly shard: number
  readonly outcome: Outcome
  /** Null where no try was to be had. */
  readonly takenAt: Instant | null
  readonly at: Instant
}

type Settling = (settled: Settled) => RawBuilder<unknown>

const settling = (update: Settling) =>
  prepared(
    (_, settled: Settled) => sql<{ locked_until: Instant | null }>`
    with settled as (${update(settled)} returning b.locked_until, b.verdict),
    counted as (${countFailure(settled, sql`${settled.outcome}::text <> 'passed' and (select count(*) from settled) >= 0`)})
    select locked_until from settled where verdict = 'locks'`,
  )

const STATEMENTS = {
  logon: settling(
    ({ key, outcome, takenAt, at }) =>
      sql`update attempt_budget b set ${settledIn(LOGON, outcome, { takenAt, at })} where b.key = ${key} and b.lane = 'logon'`,
  ),
  card: settling(
    ({ key, outcome, takenAt, at }) =>
      sql`update attempt_budget b set ${settledIn(CARD, outcome, { takenAt, at })} where b.key = ${key} and b.lane = 'card'`,
  ),
  reserve: settling(
    ({ key, browser, outcome, takenAt, at }) =>
      sql`update known_browser b set ${settledIn(RESERVE, outcome, { takenAt, at })}
      where b.budget_key = ${key} and b.browser_digest = ${browser}`,
  ),
  // Nothing pends there, nothing locks, and `updated_at` is when the last try was let through.
  initiation: settling(
    ({ key, outcome }) => sql`update attempt_budget b set
        failures = case when ${outcome}::text = 'failed' then b.failures else greatest(b.failures - 1, 0) end
      where b.key = ${key} and b.lane = 'initiation'`,
  ),
}

const NOBODYS = Buffer.alloc(32)

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
  const { rows } = await STATEMENTS[settled.is === 'locked' ? 'logon' : settled.lane](tx, {
    key: rowOf(settled),
    browser: settled.is === 'taken' && settled.lane === 'reserve' ? sha256(settled.browser) : null,
    network: settled.network,
    shard: shardOf(settled.key),
    outcome,
    takenAt: settled.is === 'taken' ? settled.takenAt : null,
    at,
  })
  return rows[0]?.locked_until ?? null
}

/** Who has no try settles that of nobody: the same statement, and no row. */
function rowOf(settled: Turn): Buffer {
  if (settled.is === 'locked') return NOBODYS
  return settled.lane === 'initiation' ? placeKeyBytes(settled) : budgetKeyBytes(settled.key)
}
