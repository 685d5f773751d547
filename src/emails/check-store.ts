import { sql } from 'kysely'
import type { ReadDb, Tx } from '../db/transaction.ts'
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

/** The accounts of a firm that people act with; who has any other role than `user` there is not kept in DMS (F1.18). */
const firmAccounts = (participant: ParticipantId) => sql`(
  select a.id, a.user_id, a.status, bool_or(m.role <> 'user') as administrator
  from membership m join account a on a.id = m.account_id
  where m.participant_id = ${participant}::uuid and m.valid_to is null and a.status <> 'removed'
  group by a.id)`

/** `rn` reads like `m`, `0` like `o`: two domains that look alike have one skeleton. */
const SKELETON = (domain: string) =>
  sql.raw(`translate(replace(replace(${domain}, 'rn', 'm'), 'vv', 'w'), '013i5', 'olels')`)

interface Lines {
  readonly from: number
  readonly to: number
}

/**
 * What each line would do: the address before, whether it changes, what deserves a look. `usual` is the domain that more
 * than half of the firm's addresses would have; `shared` an address that another of its users would have as well.
 */
export async function judgeLines(
  tx: Tx,
  id: UploadId,
  participant: ParticipantId,
  lines: Lines,
  beat: { readonly at: Instant; readonly until: Instant },
): Promise<void> {
  const { from, to } = lines
  await findFaults(tx, id, participant, lines)
  await sql`
    with firm as materialized ${firmAccounts(participant)},
    after as materialized (
      select firm.id, lower(coalesce(nullif(r.address, ''), e.address)) as address
      from firm left join email_upload_row r on r.upload_id = ${id}::uuid and r.user_id = firm.user_id
        left join registered_email e on e.account_id = firm.id and e.valid_to is null),
    shared as materialized (
      select address from after where address is not null group by address having count(distinct id) > 1),
    usual as materialized (
      select domain from (select split_part(address, '@', 2) as domain, count(*) as most, sum(count(*)) over () as of
        from after where address is not null group by 1) as domains
      where most * 2 > of and of > 1),
    judged as (
      select r.line, e.address as before,
        r.address <> '' and not firm.administrator and r.address is distinct from e.address as changes,
        array_remove(array[
          case when lower(r.address) in (select address from shared) then 'shared' end,
          case when domain.of_row <> usual.domain
            then case when ${SKELETON('domain.of_row')} = ${SKELETON('usual.domain')} then 'looks-like' else 'other-domain' end end,
          case when firm.status = 'suspended' then 'suspended' end,
          case when e.address is distinct from r.address and e.address is not null then 'replaces' end], null) as warnings
      from email_upload_row r join firm on firm.user_id = r.user_id
        left join registered_email e on e.account_id = firm.id and e.valid_to is null
        cross join lateral (select lower(split_part(r.address, '@', 2)) as of_row) as domain
        left join usual on true
      where r.upload_id = ${id}::uuid and r.line between ${from} and ${to} and r.address <> '')
    update email_upload_row r set before = judged.before, changes = judged.changes, warnings = judged.warnings
    from judged where r.upload_id = ${id}::uuid and r.line = judged.line`.execute(tx)
  await sql`
    update email_upload set progress = least(rows, ${to}), beat_at = ${beat.at}::timestamptz, claimed_until = ${beat.until}::timestamptz
    where id = ${id}::uuid and state = 'received'`.execute(tx)
}

/** What only the directory, or another line, can tell. The User ID is the first cell: it stands at column 1. */
async function findFaults(
  tx: Tx,
  id: UploadId,
  participant: ParticipantId,
  { from, to }: Lines,
): Promise<void> {
  await sql`
    with firm as materialized ${firmAccounts(participant)}
    insert into email_upload_fault (upload_id, participant_id, line, col, found, code, detail)
    select ${id}::uuid, ${participant}::uuid, line, 1, 'checking', code, detail
    from (
      select r.line, case when earlier.line < r.line then 'twice' when firm.id is null then 'unknown-user'
          when firm.administrator and r.address <> '' then 'administrator' end as code,
        case when earlier.line < r.line then earlier.line::text else r.user_id end as detail
      from email_upload_row r left join firm on firm.user_id = r.user_id
        cross join lateral (select min(line) as line from email_upload_row e
          where e.upload_id = ${id}::uuid and e.user_id = r.user_id) as earlier
      where r.upload_id = ${id}::uuid and r.line between ${from} and ${to}) as judged
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
