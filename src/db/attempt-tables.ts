import type { Generated } from 'kysely'
import type { CredentialId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** What is kept of tries: budgets, the holder's reserve, failures by network (migrations 0002 and 0008). */

export interface AttemptBudgetTable {
  key: Buffer
  lane: 'logon' | 'initiation' | 'card'
  failures: Generated<number>
  /** When each try was taken that is not settled yet, earliest first. */
  pending: Generated<readonly Instant[]>
  refusals: Generated<number>
  lock_level: Generated<number>
  locked_until: Instant | null
  verdict: 'taken' | 'locked' | 'busy' | 'locks'
  window_at: Instant
  updated_at: Instant
}

export interface KnownBrowserTable {
  budget_key: Buffer
  browser_digest: Buffer
  password_id: CredentialId
  logged_on_at: Instant
  failures: Generated<number>
  /** When each try was taken that is not settled yet, earliest first. */
  pending: Generated<readonly Instant[]>
  refusals: Generated<number>
  lock_level: Generated<number>
  locked_until: Instant | null
  verdict: Generated<'taken' | 'locked' | 'busy' | 'locks'>
  updated_at: Instant
}

export interface NetworkFailureTable {
  network: string
  shard: number
  level: number
  updated_at: Instant
}

export interface RaisedAlarmTable {
  alarm: string
  raised_at: Instant
}
