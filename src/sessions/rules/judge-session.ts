import type { DoorId } from '../../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../../kernel/instant.ts'
import type { AccountStatus, SessionEnd } from '../../kernel/vocabulary.ts'
import { idleLimit } from './limits.ts'

export interface SessionFacts {
  readonly door: DoorId
  readonly lastSeenAt: Instant
  readonly expiresAt: Instant
  readonly endedBecause: SessionEnd | null
  readonly accountStatus: AccountStatus
}

/** Null while the session is live at `at`, else why it is not. A recorded end comes first: it is what happened. */
export function judgeSession(facts: SessionFacts, at: Instant): SessionEnd | null {
  if (facts.endedBecause !== null) return facts.endedBecause
  if (facts.accountStatus !== 'active') return 'revoked'
  if (isAtOrBefore(facts.expiresAt, at)) return 'expired'
  if (isAtOrBefore(facts.lastSeenAt.add(idleLimit(facts.door)), at)) return 'idle'
  return null
}
