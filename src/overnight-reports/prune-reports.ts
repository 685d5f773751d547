import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Database, Tx } from '../db/transaction.ts'
import type { ReportId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ReportStore } from './report-store.ts'

interface Pruning {
  readonly database: Database
  readonly store: ReportStore
  readonly world: AuditWorld
  /** Whole days of 24 hours a report stays after it was published. */
  readonly keepDays: number
  /** Of the programme's clock. */
  readonly at: Instant
  /** Of the system's, by which the store says when it got something. */
  readonly wire: Instant
}

const HOURS = 24
/** Whoever began to download a report that was replaced has this long to end. */
const SUPERSEDED_HOURS = 48
/** Bytes without a row are a publishing under way, or one that died; none takes a day. */
const ORPHANED_HOURS = 24
const AT_ONCE = 200

/** Takes away what is over its time. The row says so first: bytes that a crash left behind are orphans, and go as such. */
export async function pruneReports(pruning: Pruning): Promise<void> {
  const { database, store, at, keepDays } = pruning
  const ids = await database.write({ as: 'operations' }, async (tx) => {
    const over = await tx
      .selectFrom('overnight_report')
      .select(['id', 'participant_id as participant', 'name'])
      .where('removed_at', 'is', null)
      .where((is) =>
        is.or([
          is('published_at', '<=', at.subtract({ hours: keepDays * HOURS })),
          is('superseded_at', '<=', at.subtract({ hours: SUPERSEDED_HOURS })),
        ]),
      )
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const report of over) await markRemoved(tx, pruning, report)
    return over.map(({ id }) => id)
  })
  for (const id of ids) await store.remove(id)
  await sweepOrphans(pruning)
}

async function markRemoved(
  tx: Tx,
  { world, at }: Pruning,
  { id, participant, name }: { readonly id: ReportId; readonly participant: string; readonly name: string },
): Promise<void> {
  await tx.updateTable('overnight_report').set({ removed_at: at }).where('id', '=', id).execute()
  await recordEvent(tx, world, {
    kind: 'report.removed',
    at,
    accountId: null,
    reference: null,
    facts: { participant, report: id, name },
    particulars: {},
  })
}

async function sweepOrphans({ database, store, wire }: Pruning): Promise<void> {
  const before = wire.subtract({ hours: ORPHANED_HOURS })
  for await (const { key, keptAt } of store.keys()) {
    if (Temporal.Instant.compare(keptAt, before) > 0) continue
    const row = await database.read({ as: 'operations' }, (db) =>
      db
        .selectFrom('overnight_report')
        .select('id')
        .where('id', '=', key as ReportId)
        .where('removed_at', 'is', null)
        .executeTakeFirst(),
    )
    if (row === undefined) await store.remove(key)
  }
}
