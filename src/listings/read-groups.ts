import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { FunctionId, ParticipantId } from '../kernel/ids.ts'

/** A user group of a firm, as its Delegated Administrators see it. */
export interface ListedGroup {
  readonly id: string
  readonly name: string
  readonly functions: readonly FunctionId[]
  /** How many User IDs are in it. */
  readonly members: number
  /** A Delegated Administrator is in it: DA 3 keeps it, and no DA does. */
  readonly ofAdministrators: boolean
}

/** All groups a firm has, by name. They are few: a firm makes them by hand. */
export function readGroups(db: ReadDb, participant: ParticipantId): Promise<readonly ListedGroup[]> {
  return selectRows(
    db,
    sql<ListedGroup>`
    with held as materialized (
      select id, account_id, role from membership where participant_id = ${participant} and valid_to is null),
    peopled as (
      select i.user_group_id, count(distinct held.account_id) as members, bool_or(held.role <> 'user') as administrators
      from held join user_group_member i on i.membership_id = held.id and i.valid_to is null
      group by i.user_group_id)
    select g.id, g.name, coalesce(peopled.members, 0) as members,
      coalesce(peopled.administrators, false) as "ofAdministrators",
      array(select f.function_id from user_group_function f where f.user_group_id = g.id order by 1) as functions
    from user_group g left join peopled on peopled.user_group_id = g.id
    where g.participant_id = ${participant} and g.valid_to is null
    order by g.name collate "C"`,
  )
}
