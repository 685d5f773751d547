import type { Generated, GeneratedAlways } from 'kysely'
import type {
  AccountId,
  AttemptId,
  CodeId,
  CredentialId,
  DoorId,
  Epoch,
  FunctionId,
  MembershipId,
  ParticipantId,
  PersonId,
  SessionId,
  UserId,
} from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type {
  AccountStatus,
  ChannelKind,
  Language,
  OwnChange,
  Role,
  SessionEnd,
} from '../kernel/vocabulary.ts'

import type { AuditEventTable, AuditPersonalTable, OutboxMailTable } from './record-tables.ts'

/** The tables as `migrations/` makes them. timestamptz comes back as Instant, bytea as Buffer (db/parsers.ts). */

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
}

export interface RegisteredEmailTable {
  id: string
  account_id: AccountId
  address: string
  valid_from: Instant
  valid_to: Instant | null
}

export interface UserGroupTable {
  id: string
  participant_id: ParticipantId
  name: string
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

export interface EventRegistrationTable {
  id: string
  participant_id: ParticipantId
  event_id: string
  registered_at: Instant
}

export interface CredentialTable {
  id: CredentialId
  account_id: AccountId
  kind: 'password' | ChannelKind
  sealed: Buffer | null
  epoch: Epoch
  valid_from: Instant
  valid_to: Instant | null
}

export interface AttemptBudgetTable {
  key: Buffer
  lane: 'logon' | 'initiation'
  failures: Generated<number>
  pending: Generated<number>
  pending_at: Instant | null
  refusals: Generated<number>
  lock_level: Generated<number>
  locked_until: Instant | null
  verdict: 'taken' | 'locked' | 'busy'
  window_at: Instant
  updated_at: Instant
}

export interface SignInAttemptTable {
  id: AttemptId
  journey: 'logon' | 'initiation' | 'change'
  door: DoorId
  epoch: Epoch
  browser_digest: Buffer
  budget_key: Buffer
  account_id: AccountId | null
  /** The password credential that opened a logon; a password changed meanwhile ends it (attack 19). */
  password_id: CredentialId | null
  step: string
  channel: ChannelKind | null
  draft: Buffer | null
  /** The logon session a change is made in, and what is changed; null in the other journeys. */
  session_id: SessionId | null
  change: OwnChange | null
  code_tries: Generated<number>
  source_network: string
  language: Language
  begun_at: Instant
  expires_at: Instant
  ended_at: Instant | null
}

export interface OneTimeCodeTable {
  id: CodeId
  attempt_id: AttemptId
  purpose: 'registered-email' | 'channel-proof' | 'logon' | 'change'
  epoch: Epoch
  digest: Buffer
  issued_at: Instant
  expires_at: Instant
  tries: Generated<number>
  spent_at: Instant | null
}

export interface SpentTotpStepTable {
  credential_id: CredentialId
  step: number
  epoch: Epoch
  spent_at: Instant
}

export interface LogonSessionTable {
  id: SessionId
  token_digest: Buffer
  account_id: AccountId
  door: DoorId
  epoch: Epoch
  amr: string[]
  acr: string
  attempt_id: AttemptId
  source_network: string
  entered_at: Instant
  created_at: Instant
  decision_holds_until: Instant | null
  last_seen_at: Instant
  expires_at: Instant
  ended_at: Instant | null
  ended_because: SessionEnd | null
}

export interface PasswordExpiryNoticeTable {
  credential_id: CredentialId
  expires_at: Instant
  announced_at: Instant
}

export interface ProgrammeInForceTable {
  revision: GeneratedAlways<number>
  programme_id: string
  digest: Buffer
  source: string
  since: Instant
}

export interface LaunchDecisionTable {
  revision: GeneratedAlways<number>
  programme_id: string
  kind: 'go' | 'no-go'
  decided_at: Instant
  maker: AccountId
  checker: AccountId
  remark: string
}

export interface Schema {
  participant: ParticipantTable
  person: PersonTable
  account: AccountTable
  membership: MembershipTable
  registered_email: RegisteredEmailTable
  user_group: UserGroupTable
  user_group_function: UserGroupFunctionTable
  user_group_member: UserGroupMemberTable
  event_registration: EventRegistrationTable
  participant_network: ParticipantNetworkTable
  credential: CredentialTable
  attempt_budget: AttemptBudgetTable
  sign_in_attempt: SignInAttemptTable
  one_time_code: OneTimeCodeTable
  spent_totp_step: SpentTotpStepTable
  logon_session: LogonSessionTable
  password_expiry_notice: PasswordExpiryNoticeTable
  outbox_mail: OutboxMailTable
  audit_event: AuditEventTable
  audit_personal: AuditPersonalTable
  programme_in_force: ProgrammeInForceTable
  launch_decision: LaunchDecisionTable
}
