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

/** Lines of one user, behind the first: seen by sorting the file once. */
export async function beginLook(tx: Tx, id: UploadId, participant: ParticipantId): Promise<void> {
  await tx
    .deleteFrom('email_upload_fault')
    .where('upload_id', '=', id)
    .where('found', '=', 'checking')
    .execute()
  await sql`
    insert into email_upload_fault (upload_id, participant_id, line, col, found, code, detail)
    select ${id}::uuid, ${participant}::uuid, line, 1, 'checking', 'twice', earliest::text
    from (select line, min(line) over (partition by user_id) as earliest
      from email_upload_row where upload_id = ${id}::uuid) as each
    where line > earliest`.execute(tx)
}

/** The domain that more than half of the firm's addresses and the file's have, if there is one: others deserve a look. */
export async function usualDomain(
  db: ReadDb,
  id: UploadId,
  participant: ParticipantId,
): Promise<string | null> {
  const [usual] = await selectRows(
    db,
    sql<{ domain: string }>`
    select domain from (
      select domain, sum(addresses) as most, sum(sum(addresses)) over () as of
      from (select split_part(folded, '@', 2) as domain, count(*) as addresses from email_upload_row
          where upload_id = ${id}::uuid and address <> '' group by 1
        union all select domain, addresses from firm_domains(${participant}::uuid)) as each
      group by domain) as domains
    where most * 2 > of and of > 1`,
  )
  return usual?.domain ?? null
}

/** `rn` reads like `m`, `0` like `o`: two domains that look alike have one skeleton. */
const skeleton = (domain: RawBuilder<unknown>) =>
  sql`translate(replace(replace(${domain}, 'rn', 'm'), 'vv', 'w'), '013i5', 'olels')`

export interface Look {
  readonly id: UploadId
  readonly participant: ParticipantId
  readonly usual: string | null
}

interface Lines {
  readonly from: number
  readonly to: number
}

/**
 * What each line would do: whose it is, the address before, whether it changes, what deserves a look, and what only the
 * directory can tell to be wrong. The User ID is the first cell: it stands at column 1.
 */
export async function judgeLines(
  tx: Tx,
  { id, participant, usual }: Look,
  { from, to }: Lines,
  beat: { readonly at: Instant; readonly until: Instant },
): Promise<void> {
  const lines = sql`${id}::uuid, ${participant}::uuid, ${from}::integer, ${to}::integer`
  const domain = sql`split_part(r.folded, '@', 2)`
  await sql`
    with judged as materialized (
      select each.*, shared.line is not null as shared,
        case when account_id is null then 'unknown-user' when administrator and address <> '' then 'administrator'
          when elsewhere and address <> '' and address is distinct from before then 'of-several-firms' end as fault
      from upload_lines(${lines}) as each left join shared_lines(${lines}) as shared using (line)),
    found as (
      insert into email_upload_fault (upload_id, participant_id, line, col, found, code, detail)
      select ${id}::uuid, ${participant}::uuid, line, 1, 'checking', fault, user_id from judged
      where fault is not null and not exists (select from email_upload_fault f
        where f.upload_id = ${id}::uuid and f.line = judged.line and f.code = 'twice'))
    update email_upload_row r set account_id = j.account_id, former = j.former, before = j.before,
      changes = r.address <> '' and not coalesce(j.administrator or j.elsewhere, true) and r.address is distinct from j.before,
      warnings = case when r.address = '' or j.account_id is null then '{}' else array_remove(array[
        case when j.shared then 'shared' end,
        case when ${domain} <> ${usual}::text then
          case when ${skeleton(domain)} = ${skeleton(sql`${usual}::text`)} then 'looks-like' else 'other-domain' end end,
        case when j.status = 'suspended' then 'suspended' end,
        case when r.address <> j.before then 'replaces' end], null) end
    from judged j where r.upload_id = ${id}::uuid and r.line = j.line and r.line between ${from} and ${to}`.execute(
    tx,
  )
  await sql`
    update email_upload set progress = least(rows, ${to}), beat_at = ${beat.at}::timestamptz, claimed_until = ${beat.until}::timestamptz
    where id = ${id}::uuid and state = 'received'`.execute(tx)
}

/** Lines that give one address to several users: seen by sorting the file once. */
export async function warnOfShared(tx: Tx, id: UploadId): Promise<void> {
  await sql`
    with shared as materialized (
      select line from (
        select line, min(user_id) over same <> max(user_id) over same as shared
        from email_upload_row where upload_id = ${id}::uuid and address <> '' window same as (partition by folded)) as each
      where shared)
    update email_upload_row r set warnings = array_prepend('shared', r.warnings) from shared
    where r.upload_id = ${id}::uuid and r.line = shared.line and r.account_id is not null
      and 'shared' <> all(r.warnings)`.execute(tx)
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
