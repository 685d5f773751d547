import { sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId, UploadId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { UploadRow } from './rules/read-upload-line.ts'
import type { UploadFault } from './rules/upload-fault.ts'

export async function beginUpload(
  tx: Tx,
  upload: {
    readonly id: UploadId
    readonly participant: ParticipantId
    readonly account: AccountId
    readonly fileName: string
    readonly at: Instant
  },
): Promise<void> {
  const { id, participant, account, fileName, at } = upload
  await tx
    .insertInto('email_upload')
    .values({
      id,
      participant_id: participant,
      account_id: account,
      file_name: fileName,
      received_at: at,
      state: 'receiving',
      beat_at: at,
    })
    .execute()
}

/** One batch of a file, as it was read, and how many lines there were by now. */
export async function stageLines(
  tx: Tx,
  batch: {
    readonly id: UploadId
    readonly participant: ParticipantId
    readonly rows: readonly UploadRow[]
    readonly faults: readonly UploadFault[]
    readonly total: number
    readonly at: Instant
  },
): Promise<void> {
  const { id, participant, rows, faults, total, at } = batch
  await sql`
    insert into email_upload_row (upload_id, participant_id, line, user_id, address)
    select ${id}::uuid, ${participant}::uuid, * from unnest(${rows.map(({ line }) => line)}::integer[],
      ${rows.map(({ userId }) => userId)}::text[], ${rows.map(({ address }) => address)}::text[])`.execute(tx)
  await sql`
    insert into email_upload_fault (upload_id, participant_id, found, line, col, code, detail)
    select ${id}::uuid, ${participant}::uuid, 'reading', * from unnest(${faults.map(({ line }) => line)}::integer[],
      ${faults.map(({ column }) => column)}::integer[], ${faults.map(({ code }) => code)}::text[],
      ${faults.map(({ detail }) => detail)}::text[])`.execute(tx)
  await tx.updateTable('email_upload').set({ rows: total, beat_at: at }).where('id', '=', id).execute()
}

/** From so many lines on, the tables' statistics are made anew before anything is joined with them. */
const MANY = 1_000

export async function endUpload(
  tx: Tx,
  upload: { readonly id: UploadId; readonly sha256: Buffer; readonly lines: number; readonly at: Instant },
): Promise<void> {
  const { id, sha256, lines, at } = upload
  if (lines >= MANY) await sql`select analyze_uploads()`.execute(tx)
  await tx
    .updateTable('email_upload')
    .set({ state: 'received', sha256, beat_at: at })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .execute()
}

export async function cutUpload(tx: Tx, id: UploadId, at: Instant): Promise<void> {
  await tx
    .updateTable('email_upload')
    .set({ state: 'cut', beat_at: at })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .execute()
}
