import { sql } from 'kysely'
import type { Database } from '../db/transaction.ts'
import type { SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

const FLUSH_MILLISECONDS = 30_000

export interface SeenNotes {
  note(id: SessionId, at: Instant): void
  /** Writes all notes in one statement. Where it fails they are kept for the next time. */
  flush(): Promise<void>
  /** Flushes, and notes no more. */
  stop(): Promise<void>
}

/** Whose session was used when: kept in memory and written every 30 s, for a write for every check would be too many. */
export function noteSeen(database: Database, onFault: (fault: unknown) => void): SeenNotes {
  let notes = new Map<SessionId, Instant>()
  const flush = async () => {
    if (notes.size === 0) return
    const written = notes
    notes = new Map()
    try {
      await write(database, written)
    } catch (fault) {
      notes = new Map([...written, ...notes])
      throw fault
    }
  }
  const flushing = setInterval(() => void flush().catch(onFault), FLUSH_MILLISECONDS)
  return {
    note: (id, at) => void notes.set(id, at),
    flush,
    stop: async () => {
      clearInterval(flushing)
      await flush().catch(onFault)
    },
  }
}

/** Sorted, so that two nodes' batches take the rows in one order. A session that has ended stays as it was. */
async function write(database: Database, notes: ReadonlyMap<SessionId, Instant>): Promise<void> {
  const sorted = [...notes].sort(([a], [b]) => (a < b ? -1 : 1))
  const [ids, instants] = [sorted.map(([id]) => id), sorted.map(([, at]) => at)]
  await database.writeAtOnce({ as: 'operations' }, (tx) =>
    sql`
    update logon_session set last_seen_at = seen.at
    from unnest(${ids as string[]}::uuid[], ${instants}::timestamptz[]) as seen (id, at)
    where logon_session.id = seen.id and ended_at is null and last_seen_at < seen.at`.execute(tx),
  )
}
