import type { Schema } from './types.ts'

/** Written and read by hand-made SQL alone. */
type Untyped =
  | 'schema_migration'
  | 'session_news'
  | 'firm_person'
  | 'told_task'
  | 'notice_mail'
  | 'firm_address'
  | 'account_digest'
  | 'branch_event'
  | 'branch_personal'

type Wall = 'firm' | 'estate' | 'everybody' | 'view'

/**
 * What stands between firms at each table, whatever a query forgets (adr/0022). `firm`: row security shows a firm its own
 * rows. `estate`: no firm is granted a row. `everybody`: it concerns no firm, each may read it. `view`: it asks
 * for one firm's rows by itself (migration 0026). A table that is not here does not compile, and one that is not as it says here fails
 * row-security.db.test.ts.
 */
export const WALLS: Readonly<Record<keyof Schema | Untyped, Wall>> = {
  participant: 'firm',
  participant_network: 'firm',
  participant_contact: 'firm',
  person: 'firm',
  account: 'firm',
  membership: 'firm',
  registered_email: 'firm',
  user_group: 'firm',
  user_group_function: 'firm',
  user_group_member: 'firm',
  event_registration: 'firm',
  event_attendance: 'firm',
  access_right: 'firm',
  absence: 'firm',
  change_request: 'firm',
  credential: 'firm',
  logon_session: 'firm',
  emergency_passcode: 'firm',
  outbox_mail: 'firm',
  email_upload: 'firm',
  email_upload_row: 'firm',
  email_upload_fault: 'firm',
  address_letter: 'firm',
  launch_decision: 'firm',
  hotline_case: 'firm',
  attestation: 'firm',
  attested_access: 'firm',
  audit_event: 'firm',
  overnight_report: 'firm',
  smartcard: 'firm',
  card_password: 'firm',
  audit_personal: 'estate',
  report_token: 'estate',
  session_news: 'estate',
  mail_pace: 'estate',
  imported_record: 'estate',
  card_revocation_list: 'estate',
  attempt_budget: 'estate',
  known_browser: 'estate',
  network_failure: 'estate',
  raised_alarm: 'estate',
  sign_in_attempt: 'estate',
  one_time_code: 'estate',
  spent_totp_step: 'estate',
  password_expiry_notice: 'estate',
  told_task: 'estate',
  notice_mail: 'estate',
  site_order: 'estate',
  branch: 'estate',
  branch_mark: 'estate',
  branch_difference: 'estate',
  account_digest: 'estate',
  branch_event: 'estate',
  branch_personal: 'estate',
  firm_person: 'view',
  firm_address: 'view',
  programme_in_force: 'everybody',
  authority: 'everybody',
  schema_migration: 'everybody',
}
