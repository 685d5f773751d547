import type { Generated } from 'kysely'
import type { AccountId, EmergencyPasscodeId, ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { EmergencyEnd, Identified } from '../kernel/vocabulary.ts'

/** A row an approval; what ends it besides its use is written by the database (migration 0024). */
export interface EmergencyPasscodeTable {
  id: EmergencyPasscodeId
  request: number
  account_id: AccountId
  participant_id: ParticipantId
  identified: Identified
  granted_at: Instant
  expires_at: Instant
  /** How often one was drawn: each is good in place of the one before. */
  drawn: Generated<number>
  drawn_at: Generated<Instant | null>
  digest: Generated<Buffer | null>
  spent_at: Generated<Instant | null>
  ended: Generated<EmergencyEnd | null>
}
