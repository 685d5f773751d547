import type { Generated, GeneratedAlways } from 'kysely'
import type { AccountId, FunctionId, MembershipId, ParticipantId, PersonId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccessRight, AccountStatus, Language, Role } from '../kernel/vocabulary.ts'

/** The tables of the directory, as types.ts has all the others: firms, people, their rights, and what was imported. */

export interface ParticipantTable {
  id: ParticipantId
  code: string
  name_en: string
  name_zh: string
  single_control: boolean
  created_at: Instant
}

export interface PersonTable {
  id: PersonId
  display_name: string
  language: Language
  created_at: Instant
  /** What the registry knows him by; null for who was opened here. */
  registry_key: Generated<string | null>
}

export interface AccountTable {
  id: AccountId
  person_id: PersonId
  user_id: UserId
  status: AccountStatus
  created_at: Instant
}

export interface MembershipTable {
  id: MembershipId
  account_id: AccountId
  participant_id: ParticipantId | null
  role: Role
  valid_from: Instant
  valid_to: Instant | null
  /** Given for a while: from then on it is in force no more, whether `valid_to` has been set yet or not. */
  ends_at: Generated<Instant | null>
}

export interface AccessRightTable {
  id: string
  membership_id: MembershipId
  right: AccessRight
  valid_from: Instant
  valid_to: Instant | null
}

export interface RegisteredEmailTable {
  id: string
  account_id: AccountId
  address: string
  valid_from: Instant
  valid_to: Instant | null
  /** The address in small letters. */
  folded: GeneratedAlways<string>
}

export interface UserGroupTable {
  id: string
  participant_id: ParticipantId
  name: string
  /** Set once it is removed; nobody is in it then. */
  valid_to: Generated<Instant | null>
}

export interface UserGroupFunctionTable {
  user_group_id: string
  function_id: FunctionId
}

export interface UserGroupMemberTable {
  id: string
  user_group_id: string
  membership_id: MembershipId
  valid_from: Instant
  valid_to: Instant | null
}

export interface ParticipantNetworkTable {
  id: string
  participant_id: ParticipantId
  /** CIDR, as PostgreSQL writes it: `203.0.113.0/24`. */
  network: string
  valid_from: Instant
  valid_to: Instant | null
}

export interface ParticipantContactTable {
  id: string
  participant_id: ParticipantId
  name: string
  office: string
  telephone: string
  email: string
  valid_from: Instant
  valid_to: Instant | null
}

/** What a record was when it was last brought in (src/changes/record-kind.ts). */
export interface ImportedRecordTable {
  kind: string
  key: string
  fields: (string | null)[]
}

export interface EventRegistrationTable {
  id: string
  participant_id: ParticipantId
  event_id: string
  registered_at: Instant
  /** One for a firm's registration through all its amendments. */
  number: Generated<number>
  contact_name: Generated<string>
  contact_telephone: Generated<string>
  /** Null where a registry brought it in. */
  filed_by: AccountId | null
  /** By an operator, after the deadline. */
  late: Generated<boolean>
  valid_to: Instant | null
}

export interface EventAttendanceTable {
  registration_id: string
  session_id: string
  means: 'smartcard' | 'otp'
  people: number
}
