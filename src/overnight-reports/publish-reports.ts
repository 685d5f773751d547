import type { Readable } from 'node:stream'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import { type Database, reading, type Tx } from '../db/transaction.ts'
import type { ParticipantId, ReportId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Kept, ReportStore } from './report-store.ts'
import { insertReports, readNewest, supersede } from './store.ts'

export interface Publishing {
  readonly database: Database
  readonly store: ReportStore
  readonly world: AuditWorld
  readonly day: Temporal.PlainDate
  readonly at: Instant
  /** Who ran the command, and where; or the token that was shown. */
  readonly publishedBy: string
  /** Asked at the very last, in the transaction that would show the report. Left out: it may. */
  readonly mayStill?: (tx: Tx) => Promise<boolean>
}

export interface ReportToPublish {
  readonly participant: ParticipantId
  readonly name: string
  readonly content: Readable
  /** What its SHA-256 is to be; left out where nobody said so. */
  readonly said?: Buffer
}

export type Published = 'new' | 'replaced' | 'unchanged'
export type NotPublished = 'other-bytes' | 'no-longer-allowed'

/**
 * Puts one report up: bytes first, then the row that shows them. Run again after a crash it does what is left; of two at
 * once for one place, one replaces the other, as their transactions come.
 */
export async function publishReport(
  publishing: Publishing,
  report: ReportToPublish,
): Promise<Published | NotPublished> {
  const { database, store, world } = publishing
  const id = world.randomness.uuid() as ReportId
  const kept = await store.put(id, report.content)
  const isAsSaid = report.said === undefined || kept.sha256.equals(report.said)
  const outcome = isAsSaid
    ? await database.write({ as: 'operations' }, (tx) =>
        recordReport(tx, publishing, report, { id, ...kept }),
      )
    : 'other-bytes'
  if (outcome !== 'new' && outcome !== 'replaced') await store.remove(id)
  return outcome
}

async function recordReport(
  tx: Tx,
  { world, day, at, publishedBy, mayStill }: Publishing,
  { participant, name }: ReportToPublish,
  { id, size, sha256 }: Kept & { readonly id: ReportId },
): Promise<Published | 'no-longer-allowed'> {
  if (mayStill !== undefined && !(await mayStill(tx))) return 'no-longer-allowed'
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
