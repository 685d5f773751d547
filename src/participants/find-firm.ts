import type { ReadDb } from '../db/transaction.ts'
import type { ParticipantId } from '../kernel/ids.ts'

/** The participant with this code, as people type it. */
export function findFirm(
  db: ReadDb,
  typed: string,
): Promise<{ readonly id: ParticipantId; readonly code: string } | undefined> {
  return db
    .selectFrom('participant')
    .select(['id', 'code'])
    .where('code', '=', typed.trim().toUpperCase())
    .executeTakeFirst()
}
