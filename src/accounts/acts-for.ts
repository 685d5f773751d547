import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Role } from '../kernel/vocabulary.ts'

/** A firm that an account acts for, and as what. */
export interface ActsFor {
  readonly id: ParticipantId
  readonly code: string
  readonly nameEn: string
  readonly nameZh: string
  readonly singleControl: boolean
  readonly roles: readonly Role[]
}

/** The firms an account acts for in one of these roles, by code: each with its own, for they may differ (F3.12). */
export function firmsActedFor(
  db: ReadDb,
  accountId: AccountId,
  roles: readonly Role[],
  at: Instant,
): Promise<readonly ActsFor[]> {
  return selectRows(
    db,
    sql<ActsFor>`
    select f.id, f.code, f.name_en as "nameEn", f.name_zh as "nameZh", f.single_control as "singleControl",
      array_agg(m.role order by m.role) as roles
    from membership m join participant f on f.id = m.participant_id
    where m.account_id = ${accountId} and m.valid_to is null and (m.ends_at is null or m.ends_at > ${at})
      and m.role = any(${roles}::text[])
    group by f.id
    order by f.code collate "C"`,
  )
}
