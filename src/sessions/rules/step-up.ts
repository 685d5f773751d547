import { type Instant, isBefore } from '../../kernel/instant.ts'

/** Spec 5: a step-up covers 15 minutes. */
const COVERS = { minutes: 15 }

/** Whether its person proved in this logon session, lately enough, that it is he who decides on something privileged. */
export function isSteppedUp(steppedUpAt: Instant | null, at: Instant): boolean {
  return stepUpEnds(steppedUpAt, at) !== null
}

/** Until when a step-up still holds at `at`; null where it does not. */
export function stepUpEnds(steppedUpAt: Instant | null, at: Instant): Instant | null {
  if (steppedUpAt === null || isBefore(at, steppedUpAt)) return null
  const end = steppedUpAt.add(COVERS)
  return isBefore(at, end) ? end : null
}
