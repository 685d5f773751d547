import type { EmergencyPasscodeId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import { type EmergencyFacts, standingOf } from './standing.ts'

/** The latest that an account was given. */
export interface EmergencyPasscode extends EmergencyFacts {
  readonly id: EmergencyPasscodeId
  readonly digest: Buffer | null
  readonly request: number
}

export type UseRefusal = 'wrong' | 'already-used' | 'expired'

/** Whether the typed one is it, and still counts. What was never drawn, or drawn anew since, is `wrong` like any other. */
export function judgeUse(
  latest: EmergencyPasscode | null,
  isTyped: (of: EmergencyPasscode | null) => boolean,
  at: Instant,
): Result<EmergencyPasscode, UseRefusal> {
  // Compared in any case: whether there is one must not show in what it costs.
  const matches = isTyped(latest)
  if (latest === null || !matches) return refused('wrong')
  switch (standingOf(latest, at)) {
    case 'in-force':
      return done(latest)
    case 'used':
      return refused('already-used')
    case 'to-be-shown':
      return refused('wrong')
    default:
      return refused('expired')
  }
}
