import type { ReadDb, Tx } from '../db/transaction.ts'
import type { SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { stepUpEnds } from './rules/step-up.ts'

/** Its person has proven again that it is he: `rules/step-up.ts` says how long that holds. False where it has ended. */
export async function stepUpSession(tx: Tx, id: SessionId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('logon_session')
    .set({ stepped_up_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Until when this logon session is stepped up; null where it is not. */
export async function steppedUpUntil(db: ReadDb, id: SessionId, at: Instant): Promise<Instant | null> {
  const found = await db
    .selectFrom('logon_session')
    .select('stepped_up_at')
    .where('id', '=', id)
    .executeTakeFirst()
  return stepUpEnds(found?.stepped_up_at ?? null, at)
}
