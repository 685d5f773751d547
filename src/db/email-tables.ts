import type { Generated, GeneratedAlways } from 'kysely'
import type { AccountId, Epoch, ParticipantId, UploadId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** The tables of uploaded files of registered emails, and of letters to many addresses. */

export interface EmailUploadTable {
  id: UploadId
  participant_id: ParticipantId
  account_id: AccountId
  file_name: string
  received_at: Instant
  state: 'receiving' | 'received' | 'checked' | 'cut'
  sha256: Buffer | null
  rows: Generated<number>
  progress: Generated<number>
  /** JSON text: src/emails/read-upload.ts. */
  counts: string | null
  claimed_until: Instant | null
  beat_at: Instant
  in_force_at: Generated<Instant | null>
  /** The ids of the registrations it made are drawn from it. */
  seed: Generated<string | null>
  letters_from: Generated<number | null>
}

export interface EmailUploadRowTable {
  upload_id: UploadId
  participant_id: ParticipantId
  line: number
  user_id: string
  /** '' leaves the user as he is. */
  address: string
  folded: GeneratedAlways<string>
  before: string | null
  changes: Generated<boolean>
  warnings: Generated<string[]>
  account_id: AccountId | null
  former: string | null
}

export interface EmailUploadFaultTable {
  upload_id: UploadId
  participant_id: ParticipantId
  line: number
  col: number
  found: 'reading' | 'checking'
  code: string
  detail: string
}

export interface AddressLetterTable {
  registered_email_id: string
  kind: 'address-test' | 'address-replaced'
  participant_id: ParticipantId
  epoch: Epoch
  since: Instant
}
