/**
 * Named identifiers. A rule never takes a bare string for one of these; they are made where the outside is parsed
 * (a form, a row, a programme file) and nowhere else.
 */
declare const brand: unique symbol
export type Branded<T, B extends string> = T & { readonly [brand]: B }

export type PersonId = Branded<string, 'PersonId'>
export type AccountId = Branded<string, 'AccountId'>
export type MembershipId = Branded<string, 'MembershipId'>
export type ParticipantId = Branded<string, 'ParticipantId'>
export type CredentialId = Branded<string, 'CredentialId'>
export type AttemptId = Branded<string, 'AttemptId'>
export type CodeId = Branded<string, 'CodeId'>
export type EmergencyPasscodeId = Branded<string, 'EmergencyPasscodeId'>
export type SessionId = Branded<string, 'SessionId'>
export type AttestationId = Branded<string, 'AttestationId'>
export type UploadId = Branded<string, 'UploadId'>
export type CardId = Branded<string, 'CardId'>
export type CardPasswordId = Branded<string, 'CardPasswordId'>
export type ReportId = Branded<string, 'ReportId'>
export type ReportTokenId = Branded<string, 'ReportTokenId'>

/** What a person types to say who he is: `[A-Z0-9]{6,12}`, read case-insensitively. */
export type UserId = Branded<string, 'UserId'>
/** `ccms.otp.online`, `dms.card` …: the doors a programme file declares. */
export type DoorId = Branded<string, 'DoorId'>
/** `ccms.online`, `dms.security` …: the functions a programme file declares. */
export type FunctionId = Branded<string, 'FunctionId'>
/** `ccms`, `dms` …: the systems a programme file declares. */
export type SystemId = Branded<string, 'SystemId'>
/** `primary` or `secondary`. */
export type SiteId = 'primary' | 'secondary'
/**
 * Site and branch a row was written in. Codes, attempts, logon sessions, outbox and audit rows carry it; checks and
 * workers take rows of their own epoch only, so that a discarded branch can never spend, send or unlock anything.
 */
export type Epoch = Branded<string, 'Epoch'>
/** The random reference shown with a refusal; hotline and the firm's own DA look its reason up. */
export type Reference = Branded<string, 'Reference'>
/** `R-000123`: what people call a request by. */
export type RequestNumber = Branded<string, 'RequestNumber'>
/** HMAC of a normalised User ID: the key of budgets, the same for known and unknown IDs. */
export type BudgetKey = Branded<string, 'BudgetKey'>

const USER_ID = /^[A-Z0-9]{6,12}$/

/**
 * Reads a typed User ID: surrounding blanks dropped, upper-cased. Undefined where it can't be one: anything outside
 * printable ASCII is refused and never folded, so no look-alike gets a budget of its own.
 */
export function parseUserId(typed: string): UserId | undefined {
  const folded = typed.trim().toUpperCase()
  return /^[\x20-\x7e]*$/.test(typed) && USER_ID.test(folded) ? (folded as UserId) : undefined
}
