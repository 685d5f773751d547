import type { Generated } from 'kysely'
import type { AccountId, SiteId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Branches: who ordered one, how far it came, and what differs (migration 0036). */

export interface SiteOrderTable {
  /** The number of the request that was approved. */
  request: number
  deed: 'open-branch' | 'discard-branch'
  site: SiteId
  programme_id: string
  session_id: string
  from_at: Instant
  until_at: Instant
  spent_at: Generated<Instant | null>
}

export interface BranchTable {
  number: number
  request: number
  site: SiteId
  programme_id: string
  session_id: string
  until_at: Instant
  state: 'opening' | 'open' | 'discarding' | 'discarded'
  step: string
  begun_at: Instant
  begun_by: string
  since_transaction: Generated<string>
  position: Generated<string | null>
  opened_at: Generated<Instant | null>
  discard_request: Generated<number | null>
  discarding_at: Generated<Instant | null>
  discarding_by: Generated<string | null>
  lost: Generated<boolean>
  discarded_at: Generated<Instant | null>
  accounts: Generated<number | null>
  digest_before: Generated<Buffer | null>
  digest_after: Generated<Buffer | null>
  digest_home: Generated<Buffer | null>
  events: Generated<number | null>
  digest_events: Generated<Buffer | null>
  spent_steps: Generated<number | null>
}

/** In a branch alone there is a row. */
export interface BranchMarkTable {
  number: number
}

export interface BranchDifferenceTable {
  branch: number
  /** `after`: of the branch; `home`: of the authority. */
  taken: 'after' | 'home'
  account_id: AccountId
  facet: 'credentials' | 'emails' | 'rights' | 'status'
  named_by: string | null
  explained_by: number | null
}
