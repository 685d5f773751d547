import type { Instant } from '../kernel/instant.ts'

export interface CardRevocationListTable {
  slot: string
  der: Buffer
  this_update: Instant
  number: string | null
  kept_at: Instant
}
