import type { ReadDb, Tx } from '../db/transaction.ts'
import type { ParticipantId, ReportId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** A file published under a name for a participant's business day. */
export interface Report {
  readonly id: ReportId
  readonly day: Temporal.PlainDate
  readonly name: string
  readonly revision: number
  /** Bytes. */
  readonly size: number
  readonly sha256: Buffer
  readonly publishedAt: Instant
}

export interface Place {
  readonly participant: ParticipantId
  readonly day: Temporal.PlainDate
  readonly name: string
}

const COLUMNS = [
  'id',
  'business_day as day',
  'name',
  'revision',
  'size',
  'sha256',
  'published_at as publishedAt',
] as const

/** What is listed for these days at `at`: the newest revisions, by name. */
export function readReports(
  db: ReadDb,
  {
    participant,
    days,
    at,
  }: {
    readonly participant: ParticipantId
    readonly days: readonly Temporal.PlainDate[]
    readonly at: Instant
  },
): Promise<readonly Report[]> {
  return db
    .selectFrom('overnight_report')
    .select(COLUMNS)
    .where('participant_id', '=', participant)
    .where('business_day', 'in', days)
    .where('superseded_at', 'is', null)
    .where('removed_at', 'is', null)
    .where('published_at', '<=', at)
    .orderBy('name')
    .execute()
}

/** Superseded ones too, as long as their bytes are there. */
export function readReport(
  db: ReadDb,
  {
    participant,
    id,
    at,
  }: { readonly participant: ParticipantId; readonly id: ReportId; readonly at: Instant },
): Promise<Report | undefined> {
  return db
    .selectFrom('overnight_report')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('participant_id', '=', participant)
    .where('removed_at', 'is', null)
    .where('published_at', '<=', at)
    .executeTakeFirst()
}

/** Of all that are at this place, the newest. */
export function readNewest(db: ReadDb, { participant, day, name }: Place): Promise<Report | undefined> {
  return db
    .selectFrom('overnight_report')
    .select(COLUMNS)
    .where('participant_id', '=', participant)
    .where('business_day', '=', day)
    .where('name', '=', name)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The day of the oldest report whose bytes are there. */
export async function readOldestDay(
  db: ReadDb,
  participant: ParticipantId,
): Promise<Temporal.PlainDate | null> {
  const row = await db
    .selectFrom('overnight_report')
    .select('business_day as day')
    .where('participant_id', '=', participant)
    .where('removed_at', 'is', null)
    .orderBy('business_day')
    .limit(1)
    .executeTakeFirst()
  return row?.day ?? null
}

export async function supersede(tx: Tx, id: ReportId, at: Instant): Promise<void> {
  await tx
    .updateTable('overnight_report')
    .set({ superseded_at: at })
    .where('id', '=', id)
    .where('superseded_at', 'is', null)
    .execute()
}

export interface NewReport extends Report, Place {
  readonly publishedBy: string
}

export async function insertReports(tx: Tx, reports: readonly NewReport[]): Promise<void> {
  const rows = reports.map(({ participant, day, publishedAt, publishedBy, ...report }) => ({
    ...report,
    ...{ participant_id: participant, business_day: day, published_at: publishedAt },
    ...{ published_by: publishedBy, superseded_at: null, removed_at: null },
  }))
  await tx.insertInto('overnight_report').values(rows).execute()
}
