import { sql } from 'kysely'
import type { Tx } from '../db/transaction.ts'
import type { MembershipId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { WantedGroup } from './rules/groups-between.ts'

/** Puts a membership into groups of its firm, all of them or none. */
export async function joinGroups(
  tx: Tx,
  membership: MembershipId,
  groups: readonly WantedGroup[],
  at: Instant,
): Promise<void> {
  if (groups.length === 0) return
  const { rows } = await sql`
    insert into user_group_member (id, user_group_id, membership_id, valid_from)
    select wanted.row, g.id, ${membership}, ${at}
    from unnest(${groups.map(({ row }) => row)}::uuid[], ${groups.map(({ group }) => group)}::uuid[]) as wanted (row, id)
    join user_group g on g.id = wanted.id
    where g.valid_to is null
    returning id`.execute(tx)
  if (rows.length < groups.length) throw new Error('a group that was just looked at is none any more')
}
