import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../kernel/instant.ts'
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

interface Failure {
  readonly network: string
  /** The budget that was tried: it chooses the row. */
  readonly key: Uint8Array
  readonly at: Instant
}

/** One more failure there, if `when` holds. It locks a row: whoever else waits for it holds none that this one needs. */
export function countFailure({ network, key, at }: Failure, when: RawBuilder<boolean>): RawBuilder<unknown> {
  const shard = (key[0] ?? 0) % SHARDS
  return sql`
    insert into network_failure (network, shard, level, updated_at)
    select ${network}, ${shard}::smallint, 1, ${at}::timestamptz where ${when}
    on conflict (network, shard) do update set
      level = ${weight(at)} + 1,
      updated_at = greatest(network_failure.updated_at, excluded.updated_at)`
}
