import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { AuditWorld } from '../audit/record-event.ts'
import { recordEventSet } from '../audit/record-event-set.ts'
import { runningOn } from '../db/running-on.ts'
import { type ReadDb, selectRows, type Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId, UploadId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { lastLine } from './check-store.ts'
import { queueLetters } from './queue-letters.ts'

/** Column of the registration in force for account `a`; none: null. Asked for each line by its key, however many. */
const inForce = (column: 'id' | 'address') =>
  `(select e.${column} from registered_email e where e.account_id = a.id and e.valid_to is null)`

/**
 * Which lines `r` of a file change something for which account `a`, as the directory stands at this moment: users of the
 * firm, of nothing else in it, and of no other firm. Both ids are UUIDs by their type.
 */
const changes = (upload: UploadId, participant: ParticipantId) => `
  r.upload_id = '${upload}' and r.address <> '' and a.user_id = r.user_id and a.status <> 'removed'
  and exists (select from membership m
    where m.account_id = a.id and m.participant_id = '${participant}' and m.valid_to is null)
  and not exists (select from membership m
    where m.account_id = a.id and m.participant_id = '${participant}' and m.valid_to is null and m.role <> 'user')
  and (select true from shared_account s where s.account_id = a.id limit 1) is null
  and r.address is distinct from ${inForce('address')}`

/** Lines of one statement. */
const AT_ONCE = 20_000

export interface FileChange {
  readonly userId: UserId
  readonly before: string | null
  readonly after: string
}

export interface FileAsItStands {
  readonly changes: number
  /** Of them, those that put an address in the place of another. */
  readonly replaced: number
  /** SHA-256 over batches of every changing line with account, status and address before. No part of a line holds a blank. */
  readonly digest: string
  readonly first: readonly FileChange[]
}

/** A batch at a time: one statement for a hundred thousand lines would outlast a page's patience on a busy machine. */
export async function lookAtChanges(
  db: ReadDb,
  upload: UploadId,
  participant: ParticipantId | null,
  shown: number,
): Promise<FileAsItStands> {
  const sums = { changes: 0, replaced: 0 }
  const digest = createHash('sha256')
  const first: FileChange[] = []
  const last = participant === null ? 0 : await lastLine(db, upload)
  for (let from = 1; participant !== null && from <= last; from += AT_ONCE) {
    const lines = `(select r.line, r.user_id, r.address, a.id as account_id, a.status, ${inForce('address')} as before
      from email_upload_row r, account a
      where r.line between ${from} and ${from + AT_ONCE - 1} and ${changes(upload, participant)})`
    const batch = await lookAtBatch(db, lines, shown - first.length)
    sums.changes += batch.changes
    sums.replaced += batch.replaced
    digest.update(batch.digest)
    first.push(...batch.first)
  }
  return { ...sums, digest: digest.digest('hex'), first }
}

async function lookAtBatch(db: ReadDb, lines: string, shown: number): Promise<FileAsItStands> {
  const [batch] = await selectRows(
    db,
    sql<Omit<FileAsItStands, 'first'> & { first: string | null }>`
      with change as materialized ${sql.raw(lines)}
      select count(*) as changes, count(before) as replaced, encode(sha256(convert_to(coalesce(string_agg(
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
 * Registers the addresses of a whole file, in sets, with one event each, in the transaction it is called in. Answers how
 * many it registered, and how many of them in the place of another.
 */
export async function applyFile(
  tx: Tx,
  world: AuditWorld,
  file: FileToApply,
  last: number,
): Promise<{ readonly changes: number; readonly replaced: number }> {
  const sums = { changes: 0, replaced: 0 }
  for (let from = 1; from <= last; from += AT_ONCE) {
    const done = await applyLines(tx, world, file, { from, to: from + AT_ONCE - 1 })
    sums.changes += done.changes
    sums.replaced += done.replaced
  }
  return sums
}

async function applyLines(
  tx: Tx,
  world: AuditWorld,
  { upload, participant, seed, at, authority }: FileToApply,
  { from, to }: { readonly from: number; readonly to: number },
) {
  // Once, and kept: what each statement below would have to find out anew. The lines stand in the text, for the plan of a
  // statement with parameters is made for few of them (db/open-database.ts).
  await sql`
    update email_upload_row r set account_id = a.id, former = ${sql.raw(inForce('id'))}
    from account a where r.line between ${sql.lit(from)} and ${sql.lit(to)} and ${sql.raw(changes(upload, participant))}`.execute(
    tx,
  )
  const lines = `(select line, account_id, former, address from email_upload_row
    where upload_id = '${upload}' and line between ${from} and ${to} and account_id is not null)`
  await recordEventSet(runningOn(tx), world, {
    kind: 'email.registered',
    at,
    facts: { ...authority, upload },
    rows: `select line::text as name, account_id, '{}'::jsonb as facts,
      format('{"address":%s}', to_json(address)) as particulars from ${lines} as change`,
  })
  const { rows: closed } = await sql<{ id: string }>`
    update registered_email e set valid_to = ${at}::timestamptz from ${sql.raw(lines)} as change
    where e.id = change.former and e.valid_to is null returning e.id`.execute(tx)
  const { rows: opened } = await sql<{ id: string }>`
    insert into registered_email (id, account_id, address, valid_from)
    select id_from(${seed}, line::text), account_id, address, ${at}::timestamptz from ${sql.raw(lines)} as change
    returning id`.execute(tx)
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
  await queueLetters(tx, world, participant, at, {
    'address-replaced': ids(closed),
    'address-test': ids(opened),
  })
  return { changes: opened.length, replaced: closed.length }
}
