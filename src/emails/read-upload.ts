import { sql } from 'kysely'
import { z } from 'zod'
import { sayNumber } from '../changes/rules/request-number.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, ParticipantId, RequestNumber, UploadId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { UploadFault, UploadFaultCode, UploadWarning } from './rules/upload-fault.ts'
import { type UploadStanding, uploadStanding } from './rules/upload-standing.ts'

const Counts = z.object({
  faults: z.number(),
  faultyLines: z.number(),
  changes: z.number(),
  /** Of the changes: users who had no address. */
  first: z.number(),
  unchanged: z.number(),
  empty: z.number(),
  shared: z.number(),
  otherDomain: z.number(),
  looksLike: z.number(),
  suspended: z.number(),
})
export type UploadCounts = z.infer<typeof Counts>

export interface UploadedChange {
  readonly line: number
  readonly userId: UserId
  readonly before: string | null
  readonly after: string
  readonly warnings: readonly UploadWarning[]
}

/** A file without its lines. */
export interface UploadHead {
  readonly id: UploadId
  readonly fileName: string
  readonly by: AccountId
  readonly receivedAt: Instant
  readonly standing: UploadStanding
  /** Lines below the header; of them, `progress` have been looked at, or put in force. */
  readonly rows: number
  readonly progress: number
  readonly sha256: string | null
  readonly counts: UploadCounts | null
}

export interface Upload extends UploadHead {
  /** The first of each; `counts` says how many there are. */
  readonly faults: readonly UploadFault[]
  readonly changes: readonly UploadedChange[]
}

const SHOWN = 200

/** One file of this firm with the first of its faults and changes. Undefined for another firm's, as for none. */
export async function readUpload(
  db: ReadDb,
  id: UploadId,
  participant: ParticipantId,
  at: Instant,
): Promise<Upload | undefined> {
  const row = await heads(db, participant).where('id', '=', id).executeTakeFirst()
  if (row === undefined) return undefined
  const faults = await readFaults(db, id, { line: 0, column: 0 }, SHOWN)
  const changes = await readChanges(db, id, 0, SHOWN)
  const head = headOf(row, at)
  return { ...head, faults, changes }
}

const LATEST = 20

/** The firm's latest files, newest first. */
export async function latestUploads(
  db: ReadDb,
  participant: ParticipantId,
  at: Instant,
): Promise<readonly UploadHead[]> {
  const rows = await heads(db, participant)
    .orderBy('received_at', 'desc')
    .orderBy('id')
    .limit(LATEST)
    .execute()
  return rows.map((row) => headOf(row, at))
}

function heads(db: ReadDb, participant: ParticipantId) {
  return db
    .selectFrom('email_upload')
    .select([
      'id',
      'file_name',
      'account_id',
      'received_at',
      'state',
      'beat_at',
      'rows',
      'progress',
      'sha256',
      'counts',
      'in_force_at',
    ])
    .where('participant_id', '=', participant)
}

type HeadRow = Awaited<ReturnType<ReturnType<typeof heads>['execute']>>[number]

function headOf(row: HeadRow, at: Instant): UploadHead {
  const counts = row.counts === null ? null : Counts.parse(JSON.parse(row.counts))
  const { state, beat_at: beatAt, rows, progress } = row
  return {
    id: row.id,
    fileName: row.file_name,
    by: row.account_id,
    receivedAt: row.received_at,
    standing: uploadStanding(
      {
        ...{ state, beatAt, rows, progress, inForce: row.in_force_at !== null },
        ...{ faults: counts?.faults ?? 0, changes: counts?.changes ?? 0 },
      },
      at,
    ),
    rows,
    progress,
    sha256: row.sha256?.toString('hex') ?? null,
    counts,
  }
}

/** Faults behind a place in the file, in its order. */
export async function readFaults(
  db: ReadDb,
  id: UploadId,
  after: { readonly line: number; readonly column: number },
  atMost: number,
): Promise<readonly UploadFault[]> {
  const rows = await db
    .selectFrom('email_upload_fault')
    .select(['line', 'col as column', 'code', 'detail'])
    .where('upload_id', '=', id)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('line', 'col'), '>', tuple(after.line, after.column)))
    .orderBy('line')
    .orderBy('col')
    .limit(atMost)
    .execute()
  return rows.map(({ code, ...rest }) => ({ ...rest, code: code as UploadFaultCode }))
}

/** Changes behind a line, in the file's order. */
export async function readChanges(
  db: ReadDb,
  id: UploadId,
  afterLine: number,
  atMost: number,
): Promise<readonly UploadedChange[]> {
  const rows = await db
    .selectFrom('email_upload_row')
    .select(['line', 'user_id', 'before', 'address', 'warnings'])
    .where('upload_id', '=', id)
    .where('changes', '=', true)
    .where('line', '>', afterLine)
    .orderBy('line')
    .limit(atMost)
    .execute()
  return rows.map(({ user_id, address, warnings, ...rest }) => ({
    ...rest,
    userId: user_id as UserId,
    after: address,
    warnings: warnings as UploadWarning[],
  }))
}

/** The requests that were last made of these files. */
export async function requestsOf(
  db: ReadDb,
  uploads: readonly UploadId[],
  participant: ParticipantId,
): Promise<ReadonlyMap<string, RequestNumber>> {
  const upload = sql<string>`input ->> 'upload'`
  const rows = await db
    .selectFrom('change_request')
    .select(({ fn }) => [upload.as('upload'), fn.max('number').as('number')])
    .where('participant_id', '=', participant)
    .where('kind', '=', 'email.register-file')
    .where(upload, 'in', [...uploads, ''])
    .groupBy(upload)
    .execute()
  return new Map(rows.map(({ upload: id, number }) => [id, sayNumber(number)]))
}
