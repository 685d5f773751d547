import { prepared } from '../db/prepared.ts'
import type { ReadDb } from '../db/transaction.ts'
import { type Branch, epochOfBranch } from './branch.ts'

const undiscarded = prepared((db, _: object) =>
  db
    .selectFrom('branch')
    .select(['number', 'state', 'opened_at as openedAt', 'until_at as until'])
    .where('state', '<>', 'discarded'),
)

/** The branch there is, asked of the authority: there is one at most until it is discarded. */
export async function readBranch(db: ReadDb): Promise<Branch | null> {
  const { rows } = await undiscarded(db, {})
  const [row] = rows
  return row === undefined ? null : { ...row, epoch: epochOfBranch(row.number) }
}

/** The number of the branch this database is; null: it is none. */
export async function readMark(db: ReadDb): Promise<number | null> {
  const row = await db.selectFrom('branch_mark').select('number').executeTakeFirst()
  return row?.number ?? null
}
