import { type Instant, isAtOrBefore } from '../../kernel/instant.ts'
import type { EmergencyEnd, EmergencyStanding } from '../../kernel/vocabulary.ts'

export interface EmergencyFacts {
  readonly drawn: number
  readonly expiresAt: Instant
  readonly spentAt: Instant | null
  readonly ended: EmergencyEnd | null
}

/** How far an emergency passcode has come. Its last moment is the one before it expires. */
export function standingOf(
  { drawn, expiresAt, spentAt, ended }: EmergencyFacts,
  at: Instant,
): EmergencyStanding {
  if (spentAt !== null) return 'used'
  if (ended !== null && ended !== 'expired') return 'ended'
  if (ended === 'expired' || isAtOrBefore(expiresAt, at)) return 'expired'
  return drawn === 0 ? 'to-be-shown' : 'in-force'
}
