import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { ParticipantId } from '../kernel/ids.ts'

export interface FirmCount {
  readonly people: number
  readonly withEmail: number
  readonly initiated: number
}

/** How far a firm has come, in numbers and without a name: who may see no more than that sees this. */
export async function countFirm(
  db: ReadDb,
  participant: ParticipantId,
  roles: readonly string[],
): Promise<FirmCount> {
  const [count] = await selectRows(
    db,
    sql<FirmCount>`
    with theirs as (
      select distinct a.id from membership m join account a on a.id = m.account_id
      where m.participant_id = ${participant} and m.valid_to is null and m.role = any(${roles}::text[])
        and a.status <> 'removed')
    select count(*)::int as people,
      count(*) filter (where exists (select from registered_email e
        where e.account_id = theirs.id and e.valid_to is null))::int as "withEmail",
      count(*) filter (where exists (select from credential c
        where c.account_id = theirs.id and c.kind = 'password' and c.valid_to is null))::int as initiated
    from theirs`,
  )
  return count ?? { people: 0, withEmail: 0, initiated: 0 }
}
