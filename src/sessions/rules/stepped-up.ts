import { type Instant, isAtOrBefore, isBefore } from '../../kernel/instant.ts'

const HOLDS = { minutes: 15 }

/** Whether a step-up, made in this logon session at `steppedUpAt`, still holds (spec §5: 15 minutes). */
export function isSteppedUp(steppedUpAt: Instant | null, at: Instant): boolean {
  return steppedUpAt !== null && isAtOrBefore(steppedUpAt, at) && isBefore(at, steppedUpAt.add(HOLDS))
}
