import type { Generated, GeneratedAlways } from 'kysely'
import type { AccountId, Epoch, Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** What leaves the program and what it remembers: mail that waits, and audit events. */

export interface OutboxMailTable {
  id: string
  epoch: Epoch
  account_id: AccountId | null
  kind: string
  sealed: Buffer
  state: 'queued' | 'sent' | 'failed' | 'lapsed' | 'bounced'
  created_at: Instant
  due_at: Instant
  not_after: Instant
  tries: Generated<number>
  claimed_until: Instant | null
  sent_at: Instant | null
  last_answer: string | null
  /** Nobody waits for it: it leaves by a lane of its own. */
  bulk: Generated<boolean>
  bounced_at: Instant | null
  /** An HMAC of the domain that it goes to. */
  domain: Generated<Buffer>
}

export interface MailPaceTable {
  epoch: Epoch
  domain: Buffer
  bulk: boolean
  free_at: Instant
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
