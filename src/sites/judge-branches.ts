import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'

/** What a go has to know of branches: none is left, and whatever the authority changed beside one is accounted for. */
export interface BranchesJudged {
  readonly undiscarded: number | null
  /** The first discarded one with a difference that neither a record nor two operators account for. */
  readonly unexplained: number | null
  readonly discarded: readonly number[]
}

export async function judgeBranches(db: ReadDb): Promise<BranchesJudged> {
  const rows = await selectRows(
    db,
    sql<{ number: number; discarded: boolean; explained: boolean }>`
    select number, state = 'discarded' as discarded, not exists (select from branch_difference d where d.branch = number
      and taken = 'home' and named_by is null and explained_by is null) as explained
    from branch order by number`,
  )
  return {
    undiscarded: rows.find(({ discarded }) => !discarded)?.number ?? null,
    unexplained: rows.find(({ discarded, explained }) => discarded && !explained)?.number ?? null,
    discarded: rows.filter(({ discarded }) => discarded).map(({ number }) => number),
  }
}
