import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, FunctionId, ParticipantId } from '../kernel/ids.ts'

/** A user group of a firm as it stands: what a change of it rests on. */
export interface GroupSeen {
  readonly id: string
  readonly name: string
  readonly functions: readonly FunctionId[]
  readonly isEmpty: boolean
  /** Somebody in it is more than a user: what he may do, DA 3 decides. */
  readonly ofAdministrators: boolean
}

/** Null where the firm has no such group in force. */
export async function lookGroup(db: ReadDb, firm: ParticipantId, id: string): Promise<GroupSeen | null> {
  const [row] = await selectRows(
    db,
    sql<GroupSeen>`
    select g.id, g.name,
      array(select f.function_id from user_group_function f where f.user_group_id = g.id order by 1) as functions,
      not exists (select from user_group_member i where i.user_group_id = g.id and i.valid_to is null) as "isEmpty",
      exists (select from user_group_member i join membership m on m.id = i.membership_id
        where i.user_group_id = g.id and i.valid_to is null and m.role <> 'user') as "ofAdministrators"
    from user_group g where g.id = ${id} and g.participant_id = ${firm} and g.valid_to is null`,
  )
  return row ?? null
}

/** Whether the firm has another group of that name, in whatever case. */
export async function isNameTaken(
  db: ReadDb,
  firm: ParticipantId,
  name: string,
  but: string,
): Promise<boolean> {
  const found = await db
    .selectFrom('user_group')
    .select('id')
    .where('participant_id', '=', firm)
    .where('valid_to', 'is', null)
    .where('id', '<>', but)
    .where(sql`lower(name)`, '=', sql`lower(${name}::text)`)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Whether one of these accounts is in the group. */
export async function isAnyIn(db: ReadDb, id: string, accounts: readonly AccountId[]): Promise<boolean> {
  const [row] = await selectRows(
    db,
    sql<{ found: boolean }>`
    select exists (select from user_group_member i join membership m on m.id = i.membership_id
      where i.user_group_id = ${id} and i.valid_to is null and m.account_id = any(${accounts}::uuid[])) as found`,
  )
  return row?.found ?? true
}
