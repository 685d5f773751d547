import { sql } from 'kysely'
import { type Database, selectRows } from '../db/transaction.ts'
import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Of the whole site, whichever node is asked. */
export interface SiteFigures {
  readonly sessionsLive: number
  readonly budgetsLocked: number
  /** Queued mails: in the hands of a worker, due now, or waiting for their next try. */
  readonly mails: Readonly<Record<'claimed' | 'due' | 'later', number>>
  /** Seconds since the oldest of them was queued. */
  readonly oldestMailSeconds: number
}

interface Row {
  sessions: number
  locked: number
  claimed: number
  due: number
  later: number
  oldest: Instant | null
}

export async function readSiteFigures(database: Database, epoch: Epoch, at: Instant): Promise<SiteFigures> {
  const claimed = sql`coalesce(claimed_until > ${at}::timestamptz, false)`
  const due = sql`due_at <= ${at}::timestamptz`
  const [row] = await database.read({ as: 'operations' }, (db) =>
    selectRows(
      db,
      sql<Row>`
      select
        (select count(*) from logon_session
          where ended_at is null and epoch = ${epoch} and expires_at > ${at}::timestamptz) as sessions,
        (select count(*) from attempt_budget where locked_until > ${at}::timestamptz) as locked,
        count(*) filter (where ${claimed}) as claimed,
        count(*) filter (where not ${claimed} and ${due}) as due,
        count(*) filter (where not ${claimed} and not ${due}) as later,
        min(created_at) as oldest
      from outbox_mail where state = 'queued' and epoch = ${epoch}`,
    ),
  )
  if (row === undefined) throw new Error('an aggregate gave no row')
  const { sessions, locked, oldest, ...mails } = row
  return {
    sessionsLive: sessions,
    budgetsLocked: locked,
    mails: { claimed: mails.claimed, due: mails.due, later: mails.later },
    oldestMailSeconds: oldest === null ? 0 : oldest.until(at).total('seconds'),
  }
}
