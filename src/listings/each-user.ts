import { sql } from 'kysely'
import { type Database, selectRows } from '../db/transaction.ts'
import type { FunctionId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccountStatus, Language } from '../kernel/vocabulary.ts'
import { type ListedUser, selectUsers } from './select-users.ts'
import type { UsersWanted } from './users-wanted.ts'

const AT_ONCE = 5000

/**
 * Everybody a listing holds, some thousands at a time: each batch is a reading of its own, so that who is slow to take the file
 * keeps no connection and no memory. Whoever comes or goes meanwhile is in it or not; nobody is in it twice.
 */
export async function* eachUser(
  database: Database,
  participant: ParticipantId,
  wanted: UsersWanted,
): AsyncGenerator<ListedUser> {
  const scope = { as: 'participant', participant } as const
  let from: UsersWanted['from'] = null
  for (;;) {
    const asked: UsersWanted = { ...wanted, from }
    const page = await database.read(scope, (db) => selectUsers(db, asked, AT_ONCE))
    yield* page.rows
    const last = page.rows.at(-1)
    if (last === undefined || !page.isMoreAfter) return
    from = { side: 'after', userId: last.user_id }
  }
}

/** A user and one of his user groups; who is in none comes once, without. */
export interface ProfileLine {
  readonly user_id: UserId
  readonly display_name: string
  readonly language: Language
  readonly status: AccountStatus
  readonly group: string | null
  readonly functions: readonly FunctionId[]
  readonly last_logon: Instant | null
}

/** The profiles of a firm's users in the same way. */
export async function* eachProfile(
  database: Database,
  participant: ParticipantId,
): AsyncGenerator<ProfileLine> {
  const scope = { as: 'participant', participant } as const
  let after = ''
  for (;;) {
    const lines = await database.read(scope, (db) => selectRows(db, profilesAfter(participant, after)))
    yield* lines
    const last = lines.at(-1)
    if (last === undefined) return
    after = last.user_id
  }
}

function profilesAfter(participant: ParticipantId, after: string) {
  return sql<ProfileLine>`
    with page as materialized (
      select a.id, a.user_id, a.status, p.display_name, p.language
      from membership m join account a on a.id = m.account_id join person p on p.id = a.person_id
      where m.participant_id = ${participant} and m.valid_to is null and a.user_id collate "C" > ${after}
      group by a.id, p.id order by a.user_id collate "C" limit ${AT_ONCE})
    select page.user_id, page.display_name, page.language, page.status, grouped.name as "group",
      coalesce(grouped.functions, '{}') as functions,
      (select max(v.at) from audit_event v where v.account_id = page.id and v.kind = 'logon.completed') as last_logon
    from page left join lateral (
      select g.name, array(select f.function_id from user_group_function f where f.user_group_id = g.id order by 1) as functions
      from membership m join user_group_member i on i.membership_id = m.id and i.valid_to is null
      join user_group g on g.id = i.user_group_id
      where m.account_id = page.id and m.participant_id = ${participant} and m.valid_to is null) as grouped on true
    order by page.user_id collate "C", grouped.name collate "C"`
}
