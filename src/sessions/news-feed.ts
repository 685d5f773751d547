import { sql } from 'kysely'
import { type Database, selectRows } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { ASK_EVERY_MILLISECONDS, isHeard } from './rules/freshness.ts'

/** `accounts`: their sessions or rights changed. `everybody`: something of all did, or the feed was silent too long. */
export type News = { readonly accounts: readonly AccountId[] } | 'everybody'

export interface NewsFeed {
  /** False while the feed has been silent too long: only the database itself may be believed. */
  isHeard(): boolean
  /** Asks at once; settles when what was committed before is known. Rejects where the database does not answer. */
  ask(): Promise<void>
  stop(): Promise<void>
}

/** Old news is deleted every so many answers, ten minutes' worth; a node that was away for a second forgets all anyway. */
const ANSWERS_BETWEEN_DELETIONS = (10 * 60 * 1000) / ASK_EVERY_MILLISECONDS

/**
 * Follows the table session_news (migration 0010, adr/0014) over a connection of its own: each question names the
 * snapshot of the last one and gets exactly what was committed since, however transactions overlapped.
 */
export function followNews(database: Database, wire: Clock, onNews: (news: News) => void): NewsFeed {
  let heard: Instant | null = null
  let snapshot: string | null = null
  let asking: Promise<void> | undefined
  let answers = 0
  let keptSince: string | null = null
  const ask = async () => {
    const sent = wire.now()
    const answer = await newsSince(database, snapshot)
    // What was committed during a silence may be deleted by now: forget all, and follow from here.
    if (snapshot === null || !isHeard(heard, wire.now())) onNews('everybody')
    else if (answer.everybody) onNews('everybody')
    else if (answer.accounts.length > 0) onNews({ accounts: answer.accounts })
    snapshot = answer.snapshot
    heard = sent
    if (answers++ % ANSWERS_BETWEEN_DELETIONS === 0) {
      if (keptSince !== null) await deleteBefore(database, keptSince)
      keptSince = answer.snapshot
    }
  }
  const askOnce = () => {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }
  // A question that fails leaves the feed silent; the next may be answered.
  const asksOn = setInterval(() => void askOnce().catch(() => undefined), ASK_EVERY_MILLISECONDS)
  void askOnce().catch(() => undefined)
  return {
    isHeard: () => isHeard(heard, wire.now()),
    ask: async () => {
      await asking?.catch(() => undefined)
      await askOnce()
    },
    stop: async () => {
      clearInterval(asksOn)
      await asking?.catch(() => undefined)
    },
  }
}

interface Answer {
  readonly snapshot: string
  readonly accounts: readonly AccountId[]
  readonly everybody: boolean
}

/** Not visible in a snapshot are exactly the transactions at or past its end, and those it names as under way. */
async function newsSince(database: Database, snapshot: string | null): Promise<Answer> {
  const [row] = await database.readAtOnce({ as: 'operations' }, (db) =>
    selectRows(
      db,
      sql<{ snapshot: string; accounts: AccountId[]; everybody: boolean }>`
      select pg_current_snapshot()::text as snapshot,
        coalesce(array_agg(distinct account_id) filter (where account_id is not null), '{}') as accounts,
        coalesce(bool_or(account_id is null), false) as everybody
      from session_news
      where transaction_id >= pg_snapshot_xmax(${snapshot}::pg_snapshot)
        or transaction_id = any(array(select pg_snapshot_xip(${snapshot}::pg_snapshot)))`,
    ),
  )
  if (row === undefined) throw new Error('an aggregate returned no row')
  return row
}

async function deleteBefore(database: Database, snapshot: string): Promise<void> {
  await database.writeAtOnce({ as: 'operations' }, (tx) =>
    sql`delete from session_news where transaction_id < pg_snapshot_xmin(${snapshot}::pg_snapshot)`.execute(
      tx,
    ),
  )
}
