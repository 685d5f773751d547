import { type Instant, isBefore } from '../../kernel/instant.ts'

/** Spec 5: a step-up covers 15 minutes. */
const COVERS = { minutes: 15 }

/** Whether both factors were proven again in this logon session lately enough to decide on something privileged. */
export function isSteppedUp(steppedUpAt: Instant | null, at: Instant): boolean {
  return steppedUpAt !== null && !isBefore(at, steppedUpAt) && isBefore(at, steppedUpAt.add(COVERS))
}
