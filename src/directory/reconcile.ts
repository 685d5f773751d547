import { createHash } from 'node:crypto'
import type { LongWork } from '../db/open-long-work.ts'
import { RECORD_KINDS } from './record-kinds.ts'
import { addUp, type Tally } from './rules/tally.ts'

/** How many records of one kind there are of each verdict. */
export interface KindCount {
  readonly kind: string
  readonly added: number
  readonly changed: number
  readonly ended: number
  readonly unchanged: number
  readonly conflict: number
  readonly missing: number
}

/** One field that would change, or that was changed here and stays. Null: there is no such record. */
export interface Change {
  readonly verdict: string
  readonly kind: string
  readonly key: string
  readonly field: string
  readonly before: string | null
  readonly after: string | null
  /** What the file says, where that is not what will be. */
  readonly filed: string | null
  readonly line: number | null
}

export interface Counted {
  readonly kinds: readonly KindCount[]
  readonly participants: readonly Tally[]
  readonly total: Omit<Tally, 'participant' | 'digest'>
  /** SHA-256 over all participants' digests: equal on two sites, or two days, whose directories are equal. */
  readonly digest: string
}

/** Counts the plan. Sums that do not add up are a defect of this program, and stop the import. */
export async function countPlan(work: LongWork): Promise<Counted> {
  const kinds = await work.run<KindCount>(KINDS)
  const participants = await work.run<Tally>(PARTICIPANTS)
  const total = addUp(participants)
  if (!total.ok) throw new Error(`the reconciliation does not add up: ${total.refusal}`)
  const digest = createHash('sha256')
  for (const one of participants) digest.update(`${one.participant} ${one.digest}\n`)
  return { kinds: inOrder(kinds), participants, total: total.value, digest: digest.digest('hex') }
}

function inOrder(kinds: readonly KindCount[]): readonly KindCount[] {
  const none = { added: 0, changed: 0, ended: 0, unchanged: 0, conflict: 0, missing: 0 }
  return RECORD_KINDS.map(({ kind }) => kinds.find((counted) => counted.kind === kind) ?? { kind, ...none })
}

const VERDICTS = ['added', 'changed', 'ended', 'unchanged', 'conflict', 'missing']

const KINDS = `select kind, ${VERDICTS.map((verdict) => `count(*) filter (where verdict = '${verdict}')::integer as ${verdict}`).join(', ')}
  from planned group by kind`

/** Cards and card passwords, whose keys begin with a User ID: does anything differ, or stay in conflict? */
const HIS_CARDS = `
  select split_part(key, '/', 1) as user_id, bool_or(here is distinct from after) as differ,
    bool_or(verdict = 'conflict') as conflict
  from planned where kind in ('card', 'card-password') group by 1`

/** One row for each person of each participant: his memberships, his account, himself, his cards. */
const SEATS = `
  select m.participant, bool_or(m.here is not null) as was, bool_or(m.after is not null) as is,
    array_agg(m.verdict) || a.verdict || p.verdict || case when c.conflict then 'conflict' else '' end as verdicts,
    a.verdict as account, coalesce(c.differ, false) or
    bool_or(m.here is distinct from m.after or a.here is distinct from a.after or p.here is distinct from p.after) as differs
  from planned m join planned a on a.kind = 'account' and a.key = split_part(m.key, '/', 1)
    join planned p on p.kind = 'person' and p.key = coalesce(a.after[1], a.filed[1])
    left join (${HIS_CARDS}) as c on c.user_id = a.key
  where m.kind = 'membership' group by m.participant, a.key, a.verdict, p.verdict, c.differ, c.conflict`

const SAID = `
  select participant, concat_ws('|', kind, key, after::text) as said from planned
    where kind in ('participant', 'contact', 'group') and after is not null
  union all
  select coalesce(m.participant, ''), concat_ws('|', a.key, m.key, m.after::text, a.after::text, p.after::text)
  from planned a join planned p on p.kind = 'person' and p.key = a.after[1]
    left join planned m on m.kind = 'membership' and m.after is not null and split_part(m.key, '/', 1) = a.key
  where a.kind = 'account' and a.after is not null
  union all
  select coalesce(m.participant, ''), concat_ws('|', c.kind, c.key, c.after::text)
  from planned c left join planned m
    on m.kind = 'membership' and m.after is not null and split_part(m.key, '/', 1) = split_part(c.key, '/', 1)
  where c.kind in ('card', 'card-password') and c.after is not null`

const PARTICIPANTS = `
  with seat as (
    select participant, was, "is", case
      when not was and "is" then 'added' when was and not "is" then 'left' when not was then 'never'
      when account = 'missing' then 'missing' when 'conflict' = any (verdicts) then 'conflicts'
      when differs then 'changed' else 'unchanged' end as verdict
    from (${SEATS}) as seats
  ), people as (
    select participant, count(*) filter (where was)::integer as before, count(*) filter (where "is")::integer as after,
      ${['added', 'left', 'conflicts', 'missing', 'changed', 'unchanged']
        .map((verdict) => `count(*) filter (where verdict = '${verdict}')::integer as "${verdict}"`)
        .join(', ')}
    from seat group by participant
  ), filed_rows as (select participant, count(*)::integer as rows from row_people group by participant),
  faults as (select participant, count(*)::integer as errors from fault group by participant),
  digests as (
    select participant, encode(sha256(convert_to(string_agg(said, E'\\n' order by said collate "C"), 'UTF8')), 'hex') as digest
    from (${SAID}) as records group by participant
  )
  select participant, coalesce(rows, 0) as rows, coalesce(before, 0) as before, coalesce(after, 0) as after,
    coalesce(added, 0) as added, coalesce("left", 0) as "left", coalesce(conflicts, 0) as conflicts,
    coalesce(missing, 0) as missing, coalesce(changed, 0) as changed, coalesce(unchanged, 0) as unchanged,
    coalesce(errors, 0) as errors, coalesce(digest, '') as digest
  from digests full join people using (participant) full join filed_rows using (participant)
    full join faults using (participant)
  order by participant collate "C"`

const KNOWN = RECORD_KINDS.map(
  ({ kind, fields }, rank) =>
    `(${rank}, '${kind}', array[${fields.map((field) => `'${field}'`).join(', ')}])`,
)

/**
 * Each change, field by field, of the first so many records or of all. An added record says all it has, an ended one what
 * it had; a field in conflict says what stays and what the file would have; of who is missing one line is enough.
 */
export function selectChanges(records: number | 'all'): string {
  return `
    select verdict, kind, key, field, before, after, case when said is distinct from after then said end as filed, line
    from (
      select case when verdict = 'conflict' and is_here is distinct from becomes then 'changed' else verdict end as verdict,
        kind, key, names[place] as field, is_here as before, becomes as after, said, line, place, rank
      from (
        select * from planned join (values ${KNOWN.join(', ')}) as known(rank, kind, names) using (kind)
        where here is distinct from after or verdict = 'conflict'
          or verdict = 'missing' and kind not in ('person', 'membership')
        order by rank, key limit ${records}
      ) as record, unnest(here, after, filed) with ordinality as each(is_here, becomes, said, place)
    ) as field
    where before is distinct from after or verdict = 'conflict' and said is distinct from after
      or verdict = 'missing' and place = 1
    order by rank, key, place`
}
