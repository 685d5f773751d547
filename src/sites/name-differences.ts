import type { LongWork } from '../db/open-long-work.ts'
import type { Epoch } from '../kernel/ids.ts'
import { inHandfuls } from './branch-work.ts'
import { NAMES_A_GROUP, NAMINGS } from './rules/records-that-name.ts'

/** What the session changed in the branch is named by the branch's own events. */
export async function nameAfter(home: LongWork, number: number): Promise<void> {
  await name(home, number, 'after', '(select * from branch_event where branch = $1)')
}

export interface Meanwhile {
  readonly number: number
  readonly epoch: Epoch
  /** The branch; null: its server is lost, and what happened while it was copied may name what came after. */
  readonly there: LongWork | null
}

/**
 * What the authority changed is named by such of its records as the branch never had: an older one is no reason for what
 * was as it says when the copy was taken.
 */
export async function nameHome(home: LongWork, { number, epoch, there }: Meanwhile): Promise<void> {
  await home.transaction('read write', async () => {
    await home.run('create temporary table event_in_copy (id uuid primary key) on commit drop')
    if (there !== null) await bringIds(home, there, number, epoch)
    await home.run(
      'create temporary table naming_event (id uuid, at timestamptz, kind text, account_id uuid, facts jsonb) on commit drop',
    )
    await home.run(
      `insert into naming_event
       select id, at, kind, account_id, facts from audit_event e join branch b on b.number = $1
       where transaction_id >= b.since_transaction and not exists (select from event_in_copy c where c.id = e.id)`,
      [number],
    )
    await home.run('create index on naming_event (account_id)')
    await home.run('analyze naming_event')
    await name(home, number, 'home', 'naming_event')
  })
}

async function bringIds(home: LongWork, there: LongWork, number: number, epoch: Epoch): Promise<void> {
  await there.transaction('read only', async () => {
    const ids = there.stream<{ id: string }>(
      `select e.id from audit_event e join branch b on b.number = $1
       where e.epoch <> $2 and e.transaction_id >= b.since_transaction`,
      [number, epoch],
    )
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
