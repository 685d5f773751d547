import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'

/**
 * Some statements are sent for what is foreseen, with others behind them and COMMIT behind those, and nobody waits for their answers.
 * They end in this: true, or the failure of all that was sent with them.
 */
export function foreseen(holds: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql`case when ${holds} then true else public.not_as_foreseen() end`
}

/** Nothing of that transaction was done. */
export function isNotAsForeseen(fault: unknown): boolean {
  return fault instanceof pg.DatabaseError && fault.code === 'SF001'
}
