import type { ReadDb } from '../db/transaction.ts'

/** How many differences of the authority, between copying and discarding, neither a record nor two operators account for. */
export async function countUnnamed(db: ReadDb, number: number): Promise<number> {
  const { count } = await db
    .selectFrom('branch_difference')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('branch', '=', number)
    .where('taken', '=', 'home')
    .where('named_by', 'is', null)
    .where('explained_by', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
