import { type RawBuilder, sql } from 'kysely'
import { type ReadDb, selectRows, type Tx } from '../db/transaction.ts'
import type { ParticipantId, UploadId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

export async function claimUpload(
  tx: Tx,
  { at, until }: { readonly at: Instant; readonly until: Instant },
): Promise<{ readonly id: UploadId; readonly participant: ParticipantId } | undefined> {
  const { rows } = await sql<{ id: UploadId; participant: ParticipantId }>`
    with next as materialized (
      select id from email_upload
      where state = 'received' and (claimed_until is null or claimed_until <= ${at}::timestamptz)
      order by received_at limit 1 for update skip locked)
    update email_upload u set claimed_until = ${until}::timestamptz, beat_at = ${at}::timestamptz, progress = 0
    from next where u.id = next.id returning u.id, u.participant_id as participant`.execute(tx)
  return rows[0]
}

export async function forgetFormerLook(tx: Tx, id: UploadId): Promise<void> {
  await tx
    .deleteFrom('email_upload_fault')
    .where('upload_id', '=', id)
    .where('found', '=', 'checking')
    .execute()
}

export async function lastLine(db: ReadDb, id: UploadId): Promise<number> {
  const row = await db
    .selectFrom('email_upload_row')
    .select(({ fn }) => fn.max('line').as('last'))
    .where('upload_id', '=', id)
    .executeTakeFirst()
  return row?.last ?? 0
}

/**
 * The domain that more than half of the firm's addresses and the file's have, if there is one: others deserve a look.
 * Asked in the firm's scope.
 */
export async function usualDomain(db: ReadDb, id: UploadId): Promise<string | null> {
  const [usual] = await selectRows(
    db,
    sql<{ domain: string }>`
    select domain from (
      select split_part(lower(address), '@', 2) as domain, count(*) as most, sum(count(*)) over () as of
      from (select address from email_upload_row where upload_id = ${id}::uuid and address <> ''
        union all select email from firm_person where email is not null) as addresses
      group by 1) as domains
    where most * 2 > of and of > 1`,
  )
  return usual?.domain ?? null
}

/** `rn` reads like `m`, `0` like `o`: two domains that look alike have one skeleton. */
const skeleton = (domain: RawBuilder<unknown>) =>
  sql`translate(replace(replace(${domain}, 'rn', 'm'), 'vv', 'w'), '013i5', 'olels')`

/** Of account `a`, asked for each line by its keys, however many there are of both. */
const CURRENT = sql`(select e.address from registered_email e where e.account_id = a.id and e.valid_to is null)`
const IS_ADMINISTRATOR = sql`exists (select from membership m
  where m.account_id = a.id and m.participant_id = r.participant_id and m.valid_to is null and m.role <> 'user')`

/** Never of a subquery that could be joined: this way it is asked by its key. */
const OF_SEVERAL_FIRMS = sql`(select true from shared_account s where s.account_id = a.id limit 1)`

/** Line `r` gives account `a` an address that another user of the firm would have as well, by the file or as he is. */
const IS_SHARED = sql`(exists (select from email_upload_row o
    where o.upload_id = r.upload_id and o.folded = r.folded and o.user_id <> r.user_id)
  or exists (select from registered_email e join account o on o.id = e.account_id
    where e.folded = r.folded and e.valid_to is null and o.id <> a.id
      and not exists (select from email_upload_row moved
        where moved.upload_id = r.upload_id and moved.user_id = o.user_id and moved.address <> '')))`

export interface Look {
  readonly id: UploadId
  readonly participant: ParticipantId
  readonly usual: string | null
}

interface Lines {
  readonly from: number
  readonly to: number
}

/** What each line would do: the address before, whether it changes, what deserves a look, what is wrong. */
export async function judgeLines(
  tx: Tx,
  look: Look,
  lines: Lines,
  beat: { readonly at: Instant; readonly until: Instant },
): Promise<void> {
  const { id, usual } = look
  const { from, to } = lines
  const domain = sql`lower(split_part(r.address, '@', 2))`
  await findFaults(tx, look, lines)
  await sql`
    update email_upload_row r set before = ${CURRENT},
      changes = r.address is distinct from ${CURRENT} and not ${IS_ADMINISTRATOR},
      warnings = array_remove(array[
        case when ${IS_SHARED} then 'shared' end,
        case when ${domain} <> ${usual}::text then
          case when ${skeleton(domain)} = ${skeleton(sql`${usual}::text`)} then 'looks-like' else 'other-domain' end end,
        case when a.status = 'suspended' then 'suspended' end,
        case when r.address <> ${CURRENT} then 'replaces' end], null)
    from account a
    where r.upload_id = ${id}::uuid and r.line between ${sql.lit(from)} and ${sql.lit(to)} and r.address <> ''
      and a.user_id = r.user_id and a.status <> 'removed'`.execute(tx)
  await sql`
    update email_upload set progress = least(rows, ${to}), beat_at = ${beat.at}::timestamptz, claimed_until = ${beat.until}::timestamptz
    where id = ${id}::uuid and state = 'received'`.execute(tx)
}

/** What only the directory, or another line, can tell. The User ID is the first cell: it stands at column 1. */
async function findFaults(tx: Tx, { id, participant }: Look, { from, to }: Lines): Promise<void> {
  await sql`
    insert into email_upload_fault (upload_id, participant_id, line, col, found, code, detail)
    select ${id}::uuid, ${participant}::uuid, line, 1, 'checking', code, detail
    from (
      select r.line, case when earlier.line < r.line then 'twice' when a.id is null then 'unknown-user'
          when r.address <> '' and ${IS_ADMINISTRATOR} then 'administrator'
          when r.address <> '' and ${OF_SEVERAL_FIRMS} then 'of-several-firms' end as code,
        case when earlier.line < r.line then earlier.line::text else r.user_id end as detail
      from email_upload_row r left join account a on a.user_id = r.user_id and a.status <> 'removed'
        cross join lateral (select min(line) as line from email_upload_row e
          where e.upload_id = ${id}::uuid and e.user_id = r.user_id) as earlier
      where r.upload_id = ${id}::uuid and r.line between ${sql.lit(from)} and ${sql.lit(to)}) as judged
    where code is not null
    on conflict do nothing`.execute(tx)
}

/** The sums a person reads; the look is over with them. */
export async function countUpload(tx: Tx, id: UploadId, at: Instant): Promise<void> {
  await sql`
    update email_upload set state = 'checked', claimed_until = null, beat_at = ${at}::timestamptz, progress = rows,
      counts = (
        with fault as (select count(*) as faults, count(distinct line) filter (where line > 1) as faulty
          from email_upload_fault where upload_id = ${id}::uuid)
        select jsonb_build_object('faults', fault.faults, 'faultyLines', fault.faulty,
          'changes', count(*) filter (where r.changes), 'first', count(*) filter (where r.changes and r.before is null),
          'unchanged', count(*) filter (where r.before = r.address), 'empty', count(*) filter (where r.address = ''),
          'shared', count(*) filter (where 'shared' = any(r.warnings)),
          'otherDomain', count(*) filter (where 'other-domain' = any(r.warnings)),
          'looksLike', count(*) filter (where 'looks-like' = any(r.warnings)),
          'suspended', count(*) filter (where 'suspended' = any(r.warnings)))
        from fault left join email_upload_row r on r.upload_id = ${id}::uuid
        group by fault.faults, fault.faulty)
    where id = ${id}::uuid and state = 'received'`.execute(tx)
}
