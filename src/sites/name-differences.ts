import type { LongWork } from '../db/open-long-work.ts'
import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { inHandfuls } from './branch-work.ts'
import { NAMES_A_GROUP, NAMINGS } from './rules/records-that-name.ts'

/** What the session changed in the branch is named by the branch's own events. */
export async function nameAfter(home: LongWork, number: number): Promise<void> {
  await name(home, number, 'after', '(select * from branch_event where branch = $1)')
}

export interface Meanwhile {
  readonly number: number
  readonly epoch: Epoch
  /** The branch; null: its server is lost, and only the time tells which events it did not have. */
  readonly there: LongWork | null
  readonly begunAt: Instant
}

/**
 * What the authority changed is named by such of its records as the branch never had: an older one is no reason for what
 * was as it says when the copy was taken.
 */
export async function nameHome(home: LongWork, { number, epoch, there, begunAt }: Meanwhile): Promise<void> {
  const since = there === null ? begunAt : begunAt.subtract(LONGEST_UNDER_WAY)
  await home.transaction('read write', async () => {
    await home.run('create temporary table event_in_copy (id uuid primary key) on commit drop')
    await home.run(
      'create temporary table naming_event on commit drop as select id, at, kind, account_id, facts from audit_event limit 0',
    )
    if (there !== null) await bringIds(home, there, epoch, since)
    await home.run(
      `insert into naming_event select id, at, kind, account_id, facts from audit_event e
       where at >= $1 and not exists (select from event_in_copy c where c.id = e.id)`,
      [since.toString()],
    )
    await home.run('create index on naming_event (account_id)')
    await home.run('analyze naming_event')
    await name(home, number, 'home', 'naming_event')
  })
}

/** An event is dated when its transaction began, and seen when that ends. */
const LONGEST_UNDER_WAY = { hours: 1 }

async function bringIds(home: LongWork, there: LongWork, epoch: Epoch, since: Instant): Promise<void> {
  await there.transaction('read only', async () => {
    const ids = there.stream<{ id: string }>('select id from audit_event where epoch <> $1 and at >= $2', [
      ...[epoch, since.toString()],
    ])
    for await (const handful of inHandfuls(ids))
      await home.run('insert into event_in_copy select * from unnest($1::uuid[])', [
        handful.map(({ id }) => id),
      ])
  })
}

/** The newest record that accounts for it; for rights, one of a user group that he is or was in. */
async function name(home: LongWork, number: number, taken: 'after' | 'home', events: string): Promise<void> {
  await home.run(
    `update branch_difference d set named_by = (
       select e.id from ${events} e join unnest($3::text[], $4::text[]) as names (kind, facet)
         on names.kind = e.kind and names.facet = d.facet
       where e.account_id = d.account_id order by e.at desc limit 1)
     where branch = $1 and taken = $2`,
    [number, taken, NAMINGS.map(({ kind }) => kind), NAMINGS.map(({ facet }) => facet)],
  )
  await home.run(
    `update branch_difference d set named_by = (
       select e.id from ${events} e where e.kind = $3 and (e.facts ->> 'group')::uuid in (
         select i.user_group_id from user_group_member i join membership m on m.id = i.membership_id
         where m.account_id = d.account_id)
       order by e.at desc limit 1)
     where branch = $1 and taken = $2 and facet = 'rights' and named_by is null`,
    [number, taken, NAMES_A_GROUP],
  )
}
