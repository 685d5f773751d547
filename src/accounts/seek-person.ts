import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, BudgetKey, ParticipantId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccountStatus, ChannelKind, Role } from '../kernel/vocabulary.ts'

/** Somebody as the desk may know of him: no address and no secret is read. */
export interface SoughtPerson {
  readonly accountId: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly status: AccountStatus
  readonly emailRegistered: boolean
  /** Of 2FA, in force: his password and his OTP channels. */
  readonly credentials: readonly ('password' | ChannelKind)[]
  readonly lockedUntil: Instant | null
  /** What he is, and where; no firm where it is at the clearing house. */
  readonly seats: readonly Seat[]
}

export interface Seat {
  readonly role: Role
  readonly participant: ParticipantId | null
  readonly code: string | null
}

/** Somebody of whichever firm, by his User ID; `budget` is the name of his logon budget, which says whether he is locked. */
export async function seekPerson(
  db: ReadDb,
  { userId, budget, at }: { readonly userId: UserId; readonly budget: BudgetKey; readonly at: Instant },
): Promise<SoughtPerson | undefined> {
  const [person] = await selectRows(
    db,
    sql<Omit<SoughtPerson, 'seats'>>`
    select a.id as "accountId", a.user_id as "userId", p.display_name as "displayName", a.status,
      exists (select from registered_email e where e.account_id = a.id and e.valid_to is null) as "emailRegistered",
      array(select c.kind from credential c where c.account_id = a.id and c.valid_to is null order by 1) as credentials,
      (select b.locked_until from attempt_budget b where b.key = decode(${budget}, 'hex') and b.lane = 'logon'
        and b.locked_until > ${at}) as "lockedUntil"
    from account a join person p on p.id = a.person_id where a.user_id = ${userId}`,
  )
  if (person === undefined) return undefined
  const seats = await db
    .selectFrom('membership as m')
    .leftJoin('participant as f', 'f.id', 'm.participant_id')
    .select(['m.role', 'f.id as participant', 'f.code'])
    .where('m.account_id', '=', person.accountId)
    .where('m.valid_to', 'is', null)
    .where(({ eb, or }) => or([eb('m.ends_at', 'is', null), eb('m.ends_at', '>', at)]))
    .orderBy('f.code')
    .orderBy('m.role')
    .execute()
  return { ...person, seats }
}
