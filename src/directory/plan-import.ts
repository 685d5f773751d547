import { SEALED_PASSWORDS } from '../cards/seal-filed.ts'
import type { LongWork } from '../db/open-long-work.ts'
import { RECORD_KINDS } from './record-kinds.ts'
import type { Progress } from './say-progress.ts'
import { settleCards } from './settle-cards.ts'

/** Temporary tables of the comparison; what they hold is gone with the connection. Made before any transaction. */
export async function provideTables(work: LongWork): Promise<void> {
  const record = `kind text collate "C", key text collate "C", participant text collate "C", fields text[]`
  await work.run(`create temporary table filed (${record}, line integer)`)
  await work.run(`create temporary table here (${record}, initiated boolean)`)
  await work.run(`create temporary table planned (
    kind text collate "C", key text collate "C", participant text collate "C", line integer,
    base text[], here text[], filed text[], after text[], verdict text)`)
  await work.run('create temporary table this_import (at timestamptz, seed text)')
  await work.run(SEALED_PASSWORDS)
}

/**
 * For the transaction: joins of whole sets. What was just written has no statistics (only its owner may gather them), and
 * the planner, taking a table for empty, would look through it once a row.
 */
export async function preferWholeSets(work: LongWork): Promise<void> {
  for (const setting of ['enable_nestloop = off', 'jit = off', "work_mem = '64MB'"])
    await work.run(`set local ${setting}`)
}

/** What the files state, as records. */
export async function fileRecords(work: LongWork): Promise<void> {
  for (const { kind, filed } of RECORD_KINDS)
    await work.run(`insert into filed (kind, key, participant, fields, line)
      select '${kind}', key, participant, fields, line from (${filed}) as record`)
  await work.run('analyze filed')
}

/** What is in force here, as records of the same shape. */
export async function readHere(work: LongWork): Promise<void> {
  await work.run('delete from here')
  for (const { kind, here } of RECORD_KINDS)
    await work.run(`insert into here (kind, key, participant, fields, initiated)
      select '${kind}', key, participant, fields, initiated from (${here}) as record`)
  await work.run('analyze here')
}

/**
 * Compares three states of each record, as a merge does: `filed`, what the files say; `here`; and `base`, what the files
 * said when they were last brought in. Where `here` is no longer `base` it was changed here, and stays: a conflict.
 */
export async function planImport(
  work: LongWork,
  { suspendMissing }: { readonly suspendMissing: boolean },
  progress: Progress,
): Promise<void> {
  progress('reading the directory')
  await readHere(work)
  progress('comparing')
  await work.run(COMPARE)
  await settleCards(work)
  if (suspendMissing) await work.run(SUSPEND_MISSING)
  await work.run('analyze planned')
}

/**
 * Who initiated 2FA has proven his address: only his firm changes it from then on (spec §4, changing a channel). Of a card
 * nothing changes but that it ends, once.
 */
const KEPT = `said <> is_here and (base is distinct from is_here
  or initiated and kind = 'account' and place = 3
  or kind = 'card' and (place <= 4 or h.fields[5] <> 'in-force'))`

/**
 * A membership or a contact that the files no longer name is ended if they still speak of its User ID or of its firm's
 * contacts; whatever else they leave out is missing, and untouched.
 */
const LEFT_OUT = `
  f.fields is null and (
    h.kind = 'membership' and split_part(h.key, '/', 1) in (select user_id from row_people)
    or h.kind = 'contact' and h.participant in (select participant from row_contacts))`

const COMPARE = `
  insert into planned (kind, key, participant, line, base, here, filed, after, verdict)
  select kind, key, coalesce(f.participant, h.participant), f.line, b.fields, h.fields, f.fields,
    case when f.fields = h.fields then h.fields
      when h.fields is null and b.fields is null then f.fields
      when h.fields is null then null
      when f.fields is not null then field.after
      when (${LEFT_OUT}) and b.fields = h.fields then null
      else h.fields end,
    case when f.fields = h.fields then 'unchanged'
      when h.fields is null and b.fields is null then 'added'
      when h.fields is null then 'conflict'
      when f.fields is not null then case when field.conflict then 'conflict' else 'changed' end
      when (${LEFT_OUT}) then case when b.fields = h.fields then 'ended' else 'conflict' end
      else 'missing' end
  from filed f full join here h using (kind, key)
    left join imported_record b using (kind, key)
    left join lateral (
      select array_agg(case when ${KEPT} then is_here else said end order by place) as after,
        bool_or(${KEPT}) as conflict
      from unnest(f.fields, h.fields, b.fields) with ordinality as each(said, is_here, base, place)
      where f.fields <> h.fields
    ) as field on true`

/** Restricts only, and firms' people only: no file of firms may shut the clearing house out of its own desk. */
const SUSPEND_MISSING = `
  update planned set after = array[here[1], 'suspended', here[3]]
  where kind = 'account' and verdict = 'missing' and key in (
    select split_part(key, '/', 1) from planned where kind = 'membership' group by 1 having bool_and(participant <> ''))`
