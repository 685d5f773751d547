import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, UserId } from '../kernel/ids.ts'
import type { Chain, Role } from '../kernel/vocabulary.ts'
import type { ByWhom } from './declare-absence.ts'
import { rolesOf } from './rules/who-may.ts'

/** Somebody whom requests wait for. */
export interface Hand {
  readonly account: AccountId
  readonly userId: UserId
  readonly name: string
  readonly roles: readonly Role[]
}

/** Who has a hand in requests of these chains, in one firm or among the operators, by User ID. */
export function listHands(
  db: ReadDb,
  { participant, at }: Pick<ByWhom, 'participant' | 'at'>,
  chains: readonly Chain[],
): Promise<readonly Hand[]> {
  const roles = [...new Set(chains.flatMap((chain) => rolesOf(chain)))]
  const where = participant === null ? sql`m.participant_id is null` : sql`m.participant_id = ${participant}`
  return selectRows(
    db,
    sql<Hand>`
    select a.id as account, a.user_id as "userId", p.display_name as name, array_agg(m.role order by m.role) as roles
    from membership m join account a on a.id = m.account_id join person p on p.id = a.person_id
    where ${where} and m.role = any(${roles}) and m.valid_to is null and a.status = 'active'
      and (m.ends_at is null or m.ends_at > ${at})
    group by a.id, p.id order by a.user_id collate "C"`,
  )
}
