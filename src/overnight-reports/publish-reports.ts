import { createReadStream } from 'node:fs'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import { type Database, reading, type Tx } from '../db/transaction.ts'
import type { ParticipantId, ReportId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { PlannedReport } from './plan-publishing.ts'
import type { Kept, ReportStore } from './report-store.ts'
import { insertReports, readNewest, supersede } from './store.ts'

export interface Publishing {
  readonly database: Database
  readonly store: ReportStore
  readonly world: AuditWorld
  readonly day: Temporal.PlainDate
  readonly at: Instant
  /** Who ran the command, and where. */
  readonly publishedBy: string
}

export type Published = 'new' | 'replaced' | 'unchanged'

/**
 * Puts one report up: bytes first, then the row that shows them. Run again after a crash it does what is left; of two at
 * once for one place, one replaces the other, as their transactions come.
 */
export async function publishReport(publishing: Publishing, planned: PlannedReport): Promise<Published> {
  const { database, store, world } = publishing
  const id = world.randomness.uuid() as ReportId
  const kept = await store.put(id, createReadStream(planned.file))
  const outcome = await database.write({ as: 'operations' }, (tx) =>
    recordReport(tx, publishing, planned, { id, ...kept }),
  )
  if (outcome === 'unchanged') await store.remove(id)
  return outcome
}

async function recordReport(
  tx: Tx,
  { world, day, at, publishedBy }: Publishing,
  { participant, name }: PlannedReport,
  { id, size, sha256 }: Kept & { readonly id: ReportId },
): Promise<Published> {
  await holdParticipant(tx, participant)
  const former = await readNewest(reading(tx), { participant, day, name })
  if (former?.sha256.equals(sha256)) return 'unchanged'
  if (former !== undefined) await supersede(tx, former.id, at)
  const revision = (former?.revision ?? 0) + 1
  await insertReports(tx, [
    {
      ...{ id, participant, day, name, revision, size, sha256 },
      ...{ publishedAt: at, publishedBy },
    },
  ])
  await recordEvent(tx, world, {
    kind: 'report.published',
    at,
    accountId: null,
    reference: null,
    facts: {
      participant,
      report: id,
      day: day.toString(),
      name,
      revision,
      size,
      sha256: sha256.toString('hex'),
    },
    particulars: { publishedBy },
  })
  return former === undefined ? 'new' : 'replaced'
}

/** Two publishers of one firm's reports take turns: else both would make the same revision. */
async function holdParticipant(tx: Tx, id: ParticipantId): Promise<void> {
  await tx.selectFrom('participant').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}
