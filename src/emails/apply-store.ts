import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { AuditWorld } from '../audit/record-event.ts'
import { recordEventSet } from '../audit/record-event-set.ts'
import { runningOn } from '../db/running-on.ts'
import { type ReadDb, selectRows, type Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId, UploadId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Lines of one statement: one for a hundred thousand would outlast a page's patience on a busy machine. */
const AT_ONCE = 5_000

export interface FileChange {
  readonly userId: UserId
  readonly before: string | null
  readonly after: string
}

export interface FileAsItStands {
  readonly changes: number
  /** SHA-256 over batches of every changing line with account, status and address before. No part of a line holds a blank. */
  readonly digest: string
  readonly first: readonly FileChange[]
}

/**
 * What a file changes as the directory stands at this moment: of users of the firm, and of nothing else in it. The same
 * condition stands in `register_lines` (migration 0026).
 */
export async function lookAtChanges(
  db: ReadDb,
  upload: UploadId,
  participant: ParticipantId | null,
  shown: number,
): Promise<FileAsItStands> {
  let changes = 0
  const digest = createHash('sha256')
  const first: FileChange[] = []
  const last = participant === null ? 0 : await lastLine(db, upload)
  for (let from = 1; participant !== null && from <= last; from += AT_ONCE) {
    const batch = await lookAtBatch(db, upload, participant, from, shown - first.length)
    changes += batch.changes
    digest.update(batch.digest)
    first.push(...batch.first)
  }
  return { changes, digest: digest.digest('hex'), first }
}

async function lookAtBatch(
  db: ReadDb,
  upload: UploadId,
  participant: ParticipantId,
  from: number,
  shown: number,
): Promise<FileAsItStands> {
  const [batch] = await selectRows(
    db,
    sql<Omit<FileAsItStands, 'first'> & { first: string | null }>`
      with change as materialized (
        select * from upload_lines(${upload}::uuid, ${participant}::uuid, ${from}, ${from + AT_ONCE - 1})
        where address <> '' and not administrator and not elsewhere and address is distinct from before)
      select count(*) as changes, encode(sha256(convert_to(coalesce(string_agg(
        concat_ws(' ', line, user_id, address, account_id, status, coalesce(before, '-')), e'\n' order by line), ''),
        'UTF8')), 'hex') as digest,
        (select json_agg(json_build_object('userId', user_id, 'before', before, 'after', address) order by line)
          from (select * from change order by line limit ${shown}) as shown) as first
      from change`,
  )
  if (batch === undefined) throw new Error('a count without a row')
  return { ...batch, first: Changes.parse(JSON.parse(batch.first ?? '[]')) }
}

const Changes = z.array(
  z.object({ userId: z.custom<UserId>(), before: z.string().nullable(), after: z.string() }),
)

/** Of the lines that could be read; 0 where there is none. */
export async function lastLine(db: ReadDb, id: UploadId): Promise<number> {
  const row = await db
    .selectFrom('email_upload_row')
    .select(({ fn }) => fn.max('line').as('last'))
    .where('upload_id', '=', id)
    .executeTakeFirst()
  return row?.last ?? 0
}

export async function namesAny(
  db: ReadDb,
  upload: UploadId,
  accounts: readonly AccountId[],
): Promise<boolean> {
  const found = await db
    .selectFrom('email_upload_row as r')
    .innerJoin('account as a', 'a.user_id', 'r.user_id')
    .select('r.line')
    .where('r.upload_id', '=', upload)
    .where('r.address', '<>', '')
    .where('a.id', 'in', [...accounts])
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export interface FileToApply {
  readonly upload: UploadId
  readonly participant: ParticipantId
  /** New ids are drawn from it, one a line. */
  readonly seed: string
  readonly at: Instant
  readonly authority: Readonly<Record<string, string | boolean>>
}

/**
 * Registers the addresses of a whole file, in sets, in the transaction it is called in; its letters are written afterwards
 * (spread-letters.ts). Answers how many it registered, each with its event.
 */
export async function applyFile(
  tx: Tx,
  world: AuditWorld,
  file: FileToApply,
  { last, reached }: { readonly last: number; readonly reached: (line: number) => void },
): Promise<number> {
  let registered = 0
  for (let from = 1; from <= last; from += AT_ONCE) {
    reached(from - 1)
    registered += await applyLines(tx, world, file, from)
  }
  await tx
    .updateTable('email_upload')
    .set({ in_force_at: file.at, seed: file.seed, letters_from: 1 })
    .where('id', '=', file.upload)
    .execute()
  return registered
}

/** What is registered is what is recorded: the events are made of the rows that the function answers with. All ids are UUIDs by their type. */
function applyLines(tx: Tx, world: AuditWorld, file: FileToApply, from: number): Promise<number> {
  const { upload, participant, seed, at, authority } = file
  const lines = `'${upload}', '${participant}', ${from}, ${from + AT_ONCE - 1}`
  return recordEventSet(runningOn(tx), world, {
    kind: 'email.registered',
    at,
    facts: { ...authority, upload },
    rows: `select line::text as name, account_id, '{}'::jsonb as facts,
      format('{"address":%s}', to_json(address)) as particulars
      from register_lines(${lines}, '${seed}', '${at}') as change`,
  })
}
