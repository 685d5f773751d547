import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, CardId, MembershipId, ParticipantId, PersonId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccountStatus, Language } from '../kernel/vocabulary.ts'

export const DELEGATE_ROLES = ['da-maker', 'da-checker', 'da-single'] as const
export type DelegateRole = (typeof DELEGATE_ROLES)[number]

export interface Delegate {
  readonly participant: ParticipantId
  readonly membershipId: MembershipId
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly userId: UserId
  readonly name: string
  readonly language: Language
  readonly role: DelegateRole
  readonly status: AccountStatus
  readonly email: string | null
  readonly initiated: boolean
  /** His smartcard in force; null: he has none. */
  readonly card: CardId | null
  readonly cardSerial: string | null
  readonly cardEnds: Instant | null
  readonly hasCardPassword: boolean
  /** A temporary one's end. */
  readonly endsAt: Instant | null
}

/** A firm's Delegated Administrators in force at an instant, makers first. No secret of theirs is read. */
export function delegatesOf(
  db: ReadDb,
  participant: ParticipantId | null,
  at: Instant,
): Promise<readonly Delegate[]> {
  return selectRows(
    db,
    sql<Delegate>`
    select m.participant_id as participant, m.id as "membershipId", a.id as "accountId", a.person_id as "personId", a.user_id as "userId",
      p.display_name as name, p.language, m.role, a.status, e.address as email, m.ends_at as "endsAt",
      exists (select from credential c where c.account_id = a.id and c.kind = 'password' and c.valid_to is null)
        and exists (select from credential c where c.account_id = a.id and c.kind <> 'password' and c.valid_to is null)
        as initiated,
      k.id as card, k.serial as "cardSerial", k.not_after as "cardEnds",
      exists (select from card_password w where w.account_id = a.id and w.valid_to is null) as "hasCardPassword"
    from membership m join account a on a.id = m.account_id join person p on p.id = a.person_id
      left join smartcard k on k.account_id = a.id and k.valid_to is null
      left join registered_email e on e.account_id = a.id and e.valid_to is null
    where m.participant_id = ${participant} and m.role = any(${DELEGATE_ROLES}::text[])
      and m.valid_to is null and (m.ends_at is null or m.ends_at > ${at}) and a.status <> 'removed'
    order by array_position(${DELEGATE_ROLES}::text[], m.role), a.user_id collate "C"`,
  )
}
