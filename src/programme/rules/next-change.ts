import type { Instant } from '../../kernel/instant.ts'
import { doorTurns, finishTurns } from './door-changes.ts'
import type { Facts } from './facts.ts'
import type { InForce } from './in-force.ts'
import { inOneOrder } from './ordered-instants.ts'
import { serviceTurns } from './service-hours.ts'
import type { AnyFunction } from './standing-doors.ts'

/**
 * The first instant after `at` at which `differs` holds: at which the decision is another one. Null where there is none
 * before the calendar ends.
 *
 * A decision depends on time through three things only: doors (sessions, his switch, the last smartcard day, channels
 * by date, the decisions that concern him, and for somebody who has entered the time to finish), the person's lock, and
 * service hours. So it can change at their instants only, and trying these few in order is exact. Service hours concern
 * those alone who are let in (`functions`), which keeps a refusal from being tried on every day to the calendar's end.
 */
export function nextChange(
  inForce: InForce,
  facts: Facts,
  functions: readonly AnyFunction[],
  at: Instant,
  differs: (at: Instant) => boolean,
): Instant | null {
  const { enteredAt, lockedUntil } = facts
  const turns = [
    doorTurns(inForce, facts),
    enteredAt === null ? [] : finishTurns(inForce, facts),
    lockedUntil === null ? [] : [lockedUntil],
    ...serviceTurns(inForce.programme, functions),
  ]
  for (const turn of inOneOrder(turns, at)) if (differs(turn)) return turn
  return null
}
