import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { AccountStatus } from '../kernel/vocabulary.ts'

/** A user of a firm whose User ID another firm has too: operators keep it (keepers.ts). */
export interface UserOfSeveral {
  readonly accountId: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly status: AccountStatus
  readonly address: string | null
  /** A password or an OTP channel of his is in force. */
  readonly hasCredentials: boolean
  /** Whom to ask before he is changed. The clearing house, where he has a role, is none of them. */
  readonly firms: readonly { readonly id: ParticipantId; readonly code: string }[]
}

interface Row extends Omit<UserOfSeveral, 'firms'> {
  readonly firm_ids: readonly ParticipantId[]
  readonly codes: readonly string[]
}

/** By User ID; `only` this one. */
export async function usersOfSeveral(
  db: ReadDb,
  firm: ParticipantId,
  only: UserId | null = null,
): Promise<readonly UserOfSeveral[]> {
  const rows = await selectRows(
    db,
    sql<Row>`
    with his as (
      select m.account_id, p.id, p.code from membership m join participant p on p.id = m.participant_id
      where m.valid_to is null group by m.account_id, p.id, p.code)
    select a.id as "accountId", a.user_id as "userId", p.display_name as "displayName", a.status, e.address,
      exists (select from credential c where c.account_id = a.id and c.valid_to is null) as "hasCredentials",
      array(select id from his where his.account_id = a.id order by code) as firm_ids,
      array(select code from his where his.account_id = a.id order by code) as codes
    from account a join person p on p.id = a.person_id
      left join registered_email e on e.account_id = a.id and e.valid_to is null
    where a.id in (select m.account_id from membership m where m.participant_id = ${firm} and m.valid_to is null
        group by m.account_id having bool_and(m.role = 'user'))
      and a.status <> 'removed' and account_acts_elsewhere(a.id, ${firm})
      and (${only}::text is null or a.user_id = ${only})
    order by a.user_id collate "C"`,
  )
  return rows.map(({ firm_ids, codes, ...user }) => ({
    ...user,
    firms: firm_ids.map((id, index) => ({ id, code: codes[index] ?? '' })),
  }))
}
