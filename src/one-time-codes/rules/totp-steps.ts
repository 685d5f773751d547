import type { Instant } from '../../kernel/instant.ts'
import { APP_CODE } from './code-policy.ts'

/** The time step of RFC 6238 section 4.2: 30 s counted from the Unix epoch. */
export function stepAt(at: Instant): number {
  return Math.floor(at.epochMilliseconds / (APP_CODE.stepSeconds * 1000))
}

/** Steps whose passcodes are accepted at an instant: the current one, then the one before. None ahead. */
export function acceptedSteps(at: Instant): readonly number[] {
  return Array.from({ length: APP_CODE.stepsBack + 1 }, (_, back) => stepAt(at) - back)
}
