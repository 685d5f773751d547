import type { ParticipantId, ReportId, ReportTokenId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Overnight reports that were published; their bytes lie elsewhere, under the id. */
export interface OvernightReportTable {
  id: ReportId
  participant_id: ParticipantId
  business_day: Temporal.PlainDate
  name: string
  revision: number
  size: number
  sha256: Buffer
  published_at: Instant
  published_by: string
  superseded_at: Instant | null
  removed_at: Instant | null
}

/** What a batch shows to publish reports; of a token itself its digest alone. */
export interface ReportTokenTable {
  id: ReportTokenId
  name: string
  digest: Buffer
  made_at: Instant
  made_by: string
  expires_at: Instant
  revoked_at: Instant | null
  revoked_by: string | null
}
