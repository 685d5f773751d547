import type { GeneratedAlways } from 'kysely'
import type { AccountId, ParticipantId, SystemId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Which file is in force, and what was decided about its launch: two tables that only ever grow. */

export interface ProgrammeInForceTable {
  revision: GeneratedAlways<number>
  programme_id: string
  digest: Buffer
  source: string
  since: Instant
}

export interface LaunchDecisionTable {
  revision: GeneratedAlways<number>
  programme_id: string
  kind: 'go' | 'no-go' | 'postponement' | 'rollback' | 'grace' | 'extension'
  decided_at: Instant
  maker: AccountId
  checker: AccountId
  remark: string
  /** Whom it is about; both null: everybody. */
  participant_id: ParticipantId | null
  account_id: AccountId | null
  switches_at: Instant | null
  decide_by: Instant | null
  system: SystemId | null
  business_days: number | null
  session: string | null
  until: Instant | null
}
