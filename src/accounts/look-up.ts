import type { ReadDb } from '../db/transaction.ts'
import type { UserId } from '../kernel/ids.ts'

/** Also by somebody removed: a User ID is never given again (domain P13). */
export async function isTaken(db: ReadDb, userId: UserId): Promise<boolean> {
  const found = await db.selectFrom('account').select('id').where('user_id', '=', userId).executeTakeFirst()
  return found !== undefined
}
