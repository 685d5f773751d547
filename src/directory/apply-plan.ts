import type { AuditWorld } from '../audit/record-event.ts'
import { recordEventSet } from '../audit/record-event-set.ts'
import type { FiledWorld } from '../cards/seal-filed.ts'
import { type Authority, authorityFacts } from '../changes/kind.ts'
import type { LongWork } from '../db/open-long-work.ts'
import type { Instant } from '../kernel/instant.ts'
import { readHere } from './plan-import.ts'
import { RECORD_KINDS } from './record-kinds.ts'
import type { Progress } from './say-progress.ts'

/**
 * Brings the directory to what the plan says, with one event a change, in the transaction it is called in. Then it reads
 * the directory again and compares: a plan that was not carried out to the letter throws, and leaves nothing.
 */
export async function applyPlan(
  work: LongWork,
  world: AuditWorld & FiledWorld,
  authority: Authority,
  at: Instant,
  progress: Progress,
): Promise<void> {
  await work.run('insert into this_import values ($1, $2)', [at, world.randomness.uuid()])
  for (const { kind, before, apply, events } of RECORD_KINDS) {
    progress(`writing each ${kind}`)
    await before?.(work, world)
    for (const statement of apply) await work.run(statement)
    for (const event of events)
      await recordEventSet(work, world, { ...event, at, facts: authorityFacts(authority) })
  }
  progress('keeping what the files said, for the next import')
  await work.run(KEEP_BASE)
  await work.run(DROP_BASE)
  progress('reading the directory again')
  await readHere(work)
  const [astray] = await work.run<{ kind: string; key: string }>(ASTRAY)
  if (astray !== undefined)
    throw new Error(`the import did not write ${astray.kind} ${astray.key} as planned`)
}

/** Where a field stayed as it was changed here, its base stays too: the next import meets the same conflict. */
const KEEP_BASE = `
  insert into imported_record (kind, key, fields)
  select kind, key, fields from (
    select kind, key, base, case when filed = after then filed else (
        select array_agg(case when said = becomes then said else was end order by place)
        from unnest(filed, after, base) with ordinality as each(said, becomes, was, place)) end as fields
    from planned where filed is not null and after is not null and filed is distinct from base) as next
  where fields is distinct from base
  on conflict (kind, key) do update set fields = excluded.fields`

const DROP_BASE = `
  delete from imported_record b using planned p where p.verdict = 'ended' and p.kind = b.kind and p.key = b.key`

const ASTRAY = `
  select kind, key from (select kind, key, after from planned where after is not null) as plan
    full join here using (kind, key)
  where after is distinct from fields limit 1`
