import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import { NOTICE_KINDS, type NoticeKind } from '../kernel/vocabulary.ts'
import { dueTo, type Looking } from './open-tasks.ts'

/** So many tasks of one kind wait for somebody. */
export interface Notice {
  readonly kind: NoticeKind
  readonly count: number
}

/** What waits for somebody at this instant, in one firm or at the desk, in the order of the kinds. */
export async function readNotices(
  db: ReadDb,
  looking: Looking & { readonly account: AccountId },
): Promise<readonly Notice[]> {
  const notices = await selectRows(
    db,
    sql<Notice>`
    with ${dueTo(looking)}
    select kind, sum(count)::int as count from due where account_id = ${looking.account} group by kind`,
  )
  return notices.toSorted((one, other) => NOTICE_KINDS.indexOf(one.kind) - NOTICE_KINDS.indexOf(other.kind))
}
