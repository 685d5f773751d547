import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { budgetKeyBytes } from './budget-key.ts'
import { AT_SOURCE } from './rules/figures.ts'

const SHARDS = 8

/** What a row of `network_failure` still counts at an instant. */
export function weight(at: Instant): RawBuilder<number> {
  const age = sql`greatest(extract(epoch from ${at}::timestamptz - network_failure.updated_at), 0)::float8`
  return sql`network_failure.level * power(0.5::float8, ${age} / ${sql.lit(AT_SOURCE.halfLifeSeconds)})`
}

/** The failures a source network has left behind, as one value. Locks nothing. */
export function failuresAt(network: string, at: Instant): RawBuilder<number> {
  return sql`(select coalesce(sum(${weight(at)}), 0) from network_failure where network = ${network})`
}

export interface Failure {
  readonly network: string
  /** The budget that was tried: it chooses the row. */
  readonly key: BudgetKey
  readonly at: Instant
}

/** Asking for a code leaves something behind as well: it sends mail. */
export async function countAsk(tx: Tx, asked: Failure): Promise<void> {
  await countFailure(asked, sql`true`, AT_SOURCE.ask).execute(tx)
}

/** One more failure there, if `when` holds. It locks a row: whoever else waits for it holds none that this one needs. */
export function countFailure(
  { network, key, at }: Failure,
  when: RawBuilder<boolean>,
  by = 1,
): RawBuilder<unknown> {
  const shard = (budgetKeyBytes(key)[0] ?? 0) % SHARDS
  return sql`
    insert into network_failure (network, shard, level, updated_at)
    select ${network}, ${shard}::smallint, ${sql.lit(by)}, ${at}::timestamptz where ${when}
    on conflict (network, shard) do update set
      level = ${weight(at)} + ${sql.lit(by)},
      updated_at = greatest(network_failure.updated_at, excluded.updated_at)`
}
