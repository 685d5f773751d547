import type { Generated, GeneratedAlways } from 'kysely'
import type { AccountId, ParticipantId, PersonId, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Chain, RequestState } from '../kernel/vocabulary.ts'

/** Requests of makers, what checkers decided on them, and who is away. */

export interface ChangeRequestTable {
  number: GeneratedAlways<number>
  kind: string
  chain: Chain
  restricts: boolean
  participant_id: ParticipantId | null
  maker: AccountId
  maker_person: PersonId
  made_at: Instant
  made_in: SessionId
  remark: string
  /** JSON text, as canonicalJson writes it. */
  input: string
  lines: string
  more: number
  /** Null: accounts of many. */
  concerns: AccountId[] | null
  digest: Buffer
  due_at: Instant
  single_control: boolean
  resubmits: number | null
  state: RequestState
  escalated_at: Generated<Instant | null>
  checker: Generated<AccountId | null>
  checker_person: Generated<PersonId | null>
  checked_at: Generated<Instant | null>
  check_remark: Generated<string | null>
  authoriser: Generated<AccountId | null>
  authoriser_person: Generated<PersonId | null>
  authorised_at: Generated<Instant | null>
  authorise_remark: Generated<string | null>
  ended_at: Instant | null
  end_reason: Generated<string | null>
}

export interface AbsenceTable {
  id: string
  account_id: AccountId
  from_at: Instant
  until_at: Instant
  declared_by: AccountId
  declared_at: Instant
  withdrawn_at: Generated<Instant | null>
}

export interface HotlineCaseTable {
  number: Generated<number>
  participant_id: ParticipantId
  account_id: AccountId | null
  contact_id: string
  caller: string
  matter: string
  reference: string | null
  route: 'firm' | 'operators'
  opened_by: AccountId
  opened_at: Instant
  closed_by: AccountId | null
  closed_at: Instant | null
  outcome: string | null
}
