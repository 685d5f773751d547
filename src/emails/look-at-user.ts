import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { AccountStatus } from '../kernel/vocabulary.ts'

/** A person of the firm as a change of his address finds him. */
export interface AddressHolder {
  readonly userId: UserId
  readonly status: AccountStatus
  /** He has another role in the firm than `user`: his address goes by DA 3 (domain F1.18). */
  readonly administrator: boolean
  /** Another firm has his User ID too: his address is not one firm's to change (src/accounts/rules/may-change-user.ts). */
  readonly actsElsewhere: boolean
  readonly address: string | null
  /** User IDs of the firm that have the wanted address already, in any case of its letters. */
  readonly sharedWith: readonly UserId[]
}

/** Undefined where the firm has nobody of this account. */
export async function lookAtHolder(
  db: ReadDb,
  account: AccountId,
  wanted: string,
  participant: ParticipantId | null,
): Promise<AddressHolder | undefined> {
  const [holder] = await selectRows(
    db,
    sql<AddressHolder>`
    select a.user_id as "userId", a.status, bool_or(m.role <> 'user') as administrator,
      coalesce(account_acts_elsewhere(a.id, ${participant}::uuid), false) as "actsElsewhere",
      (select address from registered_email e where e.account_id = a.id and e.valid_to is null) as address,
      coalesce((select array_agg(distinct o.user_id order by o.user_id) from registered_email e
        join account o on o.id = e.account_id and o.id <> a.id and o.status <> 'removed'
        join membership om on om.account_id = o.id and om.participant_id = ${participant}::uuid and om.valid_to is null
        where e.folded = ${wanted.toLowerCase()} and e.valid_to is null), '{}') as "sharedWith"
    from account a join membership m on m.account_id = a.id and m.participant_id = ${participant}::uuid
      and m.valid_to is null
    where a.id = ${account}::uuid and a.status <> 'removed'
    group by a.id`,
  )
  return holder
}
