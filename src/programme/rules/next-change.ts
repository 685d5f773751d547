import { type Instant, isBefore } from '../../kernel/instant.ts'
import { doorChanges } from './door-changes.ts'
import type { Facts } from './facts.ts'
import type { InForce } from './in-force.ts'
import { serviceChanges } from './service-hours.ts'
import { finishBy } from './situation.ts'
import type { AnyFunction } from './standing-doors.ts'

/**
 * The first instant after `at` at which `differs` holds: at which the decision is another one. Null where there is none
 * before the calendar ends.
 *
 * A decision depends on time through three things only: doors (sessions, his switch, the last smartcard day, channels
 * by date, the decisions that concern him, and for somebody who has entered the time to finish), the person's lock, and service hours. So it can change at their
 * instants only, and trying these few is exact. Service hours concern those alone who are let in (`functions`), which
 * keeps a refusal from being tried on every day to the end of the calendar.
 */
export function nextChange(
  inForce: InForce,
  facts: Facts,
  functions: readonly AnyFunction[],
  at: Instant,
  differs: (at: Instant) => boolean,
): Instant | null {
  const byDoor = doorOrLockChanges(inForce, facts, at).find(differs) ?? null
  for (const change of serviceChanges(inForce.programme, functions, at)) {
    if (byDoor !== null && !isBefore(change, byDoor)) break
    if (differs(change)) return change
  }
  return byDoor
}

function doorOrLockChanges(inForce: InForce, facts: Facts, at: Instant): readonly Instant[] {
  const { enteredAt, lockedUntil } = facts
  const finishes =
    enteredAt === null
      ? []
      : doorChanges(inForce, enteredAt, facts).map((change) => finishBy(inForce.programme, change))
  return [...doorChanges(inForce, at, facts), ...finishes, ...(lockedUntil === null ? [] : [lockedUntil])]
    .filter((change) => isBefore(at, change))
    .sort(Temporal.Instant.compare)
}
