import type { Generated, GeneratedAlways } from 'kysely'
import type {
  AccountId,
  AttemptId,
  CodeId,
  CredentialId,
  DoorId,
  Epoch,
  Reference,
  SessionId,
} from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ChannelKind, Language, SessionEnd } from '../kernel/vocabulary.ts'
import type {
  AttemptBudgetTable,
  KnownBrowserTable,
  NetworkFailureTable,
  RaisedAlarmTable,
} from './attempt-tables.ts'
import type {
  AccountTable,
  EventRegistrationTable,
  ImportedRecordTable,
  MembershipTable,
  ParticipantContactTable,
  ParticipantNetworkTable,
  ParticipantTable,
  PersonTable,
  RegisteredEmailTable,
  UserGroupFunctionTable,
  UserGroupMemberTable,
  UserGroupTable,
} from './directory-tables.ts'
import type { LaunchDecisionTable, ProgrammeInForceTable } from './launch-tables.ts'

/** The tables as `migrations/` makes them. timestamptz comes back as Instant, bytea as Buffer (db/parsers.ts). */

export interface CredentialTable {
  id: CredentialId
  account_id: AccountId
  kind: 'password' | ChannelKind
  sealed: Buffer | null
  epoch: Epoch
  valid_from: Instant
  valid_to: Instant | null
}

export interface SignInAttemptTable {
  id: AttemptId
  journey: 'logon' | 'initiation'
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
  purpose: 'registered-email' | 'channel-proof' | 'logon'
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
  entered_at: Instant
  created_at: Instant
  decision_holds_until: Instant | null
  last_seen_at: Instant
  expires_at: Instant
  ended_at: Instant | null
  ended_because: SessionEnd | null
}

export interface OutboxMailTable {
  id: string
  epoch: Epoch
  account_id: AccountId | null
  kind: string
  sealed: Buffer
  state: 'queued' | 'sent' | 'failed' | 'lapsed'
  created_at: Instant
  due_at: Instant
  not_after: Instant
  tries: Generated<number>
  claimed_until: Instant | null
  sent_at: Instant | null
  last_answer: string | null
}

export interface AuditEventTable {
  id: string
  transaction_id: GeneratedAlways<string>
  at: Instant
  epoch: Epoch
  kind: string
  account_id: AccountId | null
  reference: Reference | null
  /** Written as JSON text. */
  facts: string
}

export interface AuditPersonalTable {
  event_id: string
  salt: Buffer
  particulars: string
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
  participant_contact: ParticipantContactTable
  imported_record: ImportedRecordTable
  credential: CredentialTable
  attempt_budget: AttemptBudgetTable
  known_browser: KnownBrowserTable
  network_failure: NetworkFailureTable
  raised_alarm: RaisedAlarmTable
  sign_in_attempt: SignInAttemptTable
  one_time_code: OneTimeCodeTable
  spent_totp_step: SpentTotpStepTable
  logon_session: LogonSessionTable
  outbox_mail: OutboxMailTable
  audit_event: AuditEventTable
  audit_personal: AuditPersonalTable
  programme_in_force: ProgrammeInForceTable
  launch_decision: LaunchDecisionTable
}
