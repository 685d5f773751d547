import type { Generated } from 'kysely'
import type { AccountId, AttemptId, CodeId, CredentialId, DoorId, Epoch, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ChannelKind, Language, OwnChange, SessionEnd } from '../kernel/vocabulary.ts'
import type {
  AttemptBudgetTable,
  KnownBrowserTable,
  NetworkFailureTable,
  RaisedAlarmTable,
} from './attempt-tables.ts'
import type { AttestationTable, AttestedAccessTable } from './attestation-tables.ts'
import type { AuthorityTable } from './authority-tables.ts'
import type { CardPasswordTable, CardRevocationListTable, SmartcardTable } from './card-tables.ts'
import type {
  AccessRightTable,
  AccountTable,
  EventAttendanceTable,
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
import type {
  AddressLetterTable,
  EmailUploadFaultTable,
  EmailUploadRowTable,
  EmailUploadTable,
} from './email-tables.ts'
import type { EmergencyPasscodeTable } from './emergency-tables.ts'
import type { LaunchDecisionTable, ProgrammeInForceTable } from './launch-tables.ts'
import type { AuditEventTable, AuditPersonalTable, MailPaceTable, OutboxMailTable } from './record-tables.ts'
import type { OvernightReportTable, ReportTokenTable } from './report-tables.ts'
import type { AbsenceTable, ChangeRequestTable, HotlineCaseTable } from './request-tables.ts'
import type { BranchDifferenceTable, BranchMarkTable, BranchTable, SiteOrderTable } from './site-tables.ts'

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
  journey: 'logon' | 'initiation' | 'change' | 'step-up' | 'card'
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
  /** The logon session a change or a step-up is made in, and what is changed; null in the other journeys. */
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
  purpose: 'registered-email' | 'channel-proof' | 'logon' | 'change' | 'step-up' | 'card'
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
  /** When both factors were last proven again in it (src/sessions/rules/step-up.ts). */
  stepped_up_at: Generated<Instant | null>
}

export interface PasswordExpiryNoticeTable {
  credential_id: CredentialId
  expires_at: Instant
  announced_at: Instant
}

export interface Schema {
  participant: ParticipantTable
  person: PersonTable
  account: AccountTable
  membership: MembershipTable
  access_right: AccessRightTable
  registered_email: RegisteredEmailTable
  user_group: UserGroupTable
  user_group_function: UserGroupFunctionTable
  user_group_member: UserGroupMemberTable
  event_registration: EventRegistrationTable
  event_attendance: EventAttendanceTable
  participant_network: ParticipantNetworkTable
  participant_contact: ParticipantContactTable
  imported_record: ImportedRecordTable
  card_revocation_list: CardRevocationListTable
  credential: CredentialTable
  attempt_budget: AttemptBudgetTable
  known_browser: KnownBrowserTable
  network_failure: NetworkFailureTable
  raised_alarm: RaisedAlarmTable
  sign_in_attempt: SignInAttemptTable
  one_time_code: OneTimeCodeTable
  spent_totp_step: SpentTotpStepTable
  emergency_passcode: EmergencyPasscodeTable
  logon_session: LogonSessionTable
  password_expiry_notice: PasswordExpiryNoticeTable
  outbox_mail: OutboxMailTable
  mail_pace: MailPaceTable
  hotline_case: HotlineCaseTable
  email_upload: EmailUploadTable
  email_upload_row: EmailUploadRowTable
  email_upload_fault: EmailUploadFaultTable
  address_letter: AddressLetterTable
  attestation: AttestationTable
  attested_access: AttestedAccessTable
  audit_event: AuditEventTable
  audit_personal: AuditPersonalTable
  programme_in_force: ProgrammeInForceTable
  launch_decision: LaunchDecisionTable
  authority: AuthorityTable
  change_request: ChangeRequestTable
  absence: AbsenceTable
  overnight_report: OvernightReportTable
  report_token: ReportTokenTable
  smartcard: SmartcardTable
  card_password: CardPasswordTable
  site_order: SiteOrderTable
  branch: BranchTable
  branch_mark: BranchMarkTable
  branch_difference: BranchDifferenceTable
}
