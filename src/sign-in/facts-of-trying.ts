import { factsOf } from '../accounts/facts-of.ts'
import type { Holder } from '../accounts/find-holder.ts'
import type { Turn } from '../attempts/turn.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Facts } from '../programme/rules/facts.ts'

/** Whoever was given a try from the holder's reserve, or by his card, is not locked: the lock is that of the budget everybody shares. */
export function factsOfTrying(holder: Holder, settled: Turn, enteredAt: Instant | null): Facts {
  const facts = factsOf(holder, enteredAt)
  return settled.is === 'taken' && settled.lane !== 'logon' ? { ...facts, lockedUntil: null } : facts
}
