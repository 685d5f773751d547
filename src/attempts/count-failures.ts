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
  /** One of the network's rows: failures of one account come to the same. */
  readonly shard: number
  readonly at: Instant
}

/** Which of a network's rows counts the failures of a budget. */
export function shardOf(key: BudgetKey): number {
  return (budgetKeyBytes(key)[0] ?? 0) % SHARDS
}

/** Asking for a code leaves something behind as well: it sends mail. */
export async function countAsk(
  tx: Tx,
  { key, ...asked }: Omit<Failure, 'shard'> & { readonly key: BudgetKey },
): Promise<void> {
  await countFailure({ ...asked, shard: shardOf(key) }, sql`true`, AT_SOURCE.ask).execute(tx)
}

/** One more failure there, if `when` holds. It locks a row: whoever else waits for it holds none that this one needs. */
export function countFailure(
  { network, shard, at }: Failure,
  when: RawBuilder<boolean>,
  by = 1,
): RawBuilder<unknown> {
  return sql`
    insert into network_failure (network, shard, level, updated_at)
    select ${network}, ${shard}::smallint, ${sql.lit(by)}, ${at}::timestamptz where ${when}
    on conflict (network, shard) do update set
      level = ${weight(at)} + ${sql.lit(by)},
      updated_at = greatest(network_failure.updated_at, excluded.updated_at)`
}
