import type { Broken } from '../../directory/judge-bytes.ts'
import type { AddressFault } from '../../mail/rules/address-fault.ts'

/** Everything that can be wrong in an uploaded file. Its words, with what to do about it: src/texts/emails.*.ts. */
export type UploadFaultCode =
  | Broken
  | 'no-lines'
  | 'no-header'
  | 'semicolons'
  | 'tabs'
  | 'too-many-lines'
  | 'quotes'
  | 'cells'
  | 'unseen'
  | 'user-id'
  | Exclude<AddressFault, 'no-address'>
  | 'twice'
  | 'unknown-user'
  | 'administrator'
  | 'of-several-firms'

/** Line and column count from 1, as editors do. `detail` is what was written there, or the other line it names. */
export interface UploadFault {
  readonly line: number
  readonly column: number
  readonly code: UploadFaultCode
  readonly detail: string
}

/** What deserves a look before it is approved; none of it stops the file. */
export const UPLOAD_WARNINGS = ['shared', 'other-domain', 'looks-like', 'suspended', 'replaces'] as const
export type UploadWarning = (typeof UPLOAD_WARNINGS)[number]
