import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, MembershipId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { AccessRight, AccountStatus } from '../kernel/vocabulary.ts'

/** Somebody of a firm who files eServices for it, and what he may do there. */
export interface ConnectUser {
  readonly membershipId: MembershipId
  readonly accountId: AccountId
  readonly userId: UserId
  readonly name: string
  readonly status: AccountStatus
  readonly rights: readonly AccessRight[]
}

export function connectUsersOf(db: ReadDb, participant: ParticipantId): Promise<readonly ConnectUser[]> {
  return selectRows(
    db,
    sql<ConnectUser>`
    select m.id as "membershipId", a.id as "accountId", a.user_id as "userId", p.display_name as name, a.status,
      array(select r."right" from access_right r where r.membership_id = m.id and r.valid_to is null order by 1) as rights
    from membership m join account a on a.id = m.account_id join person p on p.id = a.person_id
    where m.participant_id = ${participant}::uuid and m.role = 'client-connect' and m.valid_to is null
      and a.status <> 'removed'
    order by a.user_id`,
  )
}
