import { sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import type { RequestRow } from './store.ts'

/**
 * Whether the same was asked for again since, and is in force by that: what an older request did is then no longer its to take
 * back. A user who was let in again and suspended a second time stays out when the first suspension is lifted.
 */
export async function standsAnew(tx: Tx, { number, kind, input }: RequestRow): Promise<boolean> {
  const later = await tx
    .selectFrom('change_request')
    .select('number')
    .where('kind', '=', kind)
    .where(sql<boolean>`input::text = ${input}`)
    .where('number', '>', number)
    .where('state', 'in', ['in-force', 'confirmed'])
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}
