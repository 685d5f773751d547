import type { Generated } from 'kysely'
import type { AccountId, CardId, CardPasswordId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** The register of smartcards, and the passwords that go with them (migration 0032). */

export interface SmartcardTable {
  id: CardId
  account_id: AccountId
  issuer: string
  serial: string
  key: string
  subject: string
  not_after: Instant
  valid_from: Instant
  valid_to: Instant | null
  ended_because: 'revoked' | 'replaced' | 'removed' | null
}

export interface CardPasswordTable {
  id: CardPasswordId
  account_id: AccountId
  sealed: Buffer
  epoch: Epoch
  /** SHA-256 of the hash as a registry's file gave it (migration 0038). */
  imported_as: Generated<string | null>
  valid_from: Instant
  valid_to: Instant | null
}

/** The newest word of each authority on revoked cards (migration 0030). */
export interface CardRevocationListTable {
  slot: string
  der: Buffer
  this_update: Instant
  number: string | null
  kept_at: Instant
}
