import { factsOf } from '../accounts/facts-of.ts'
import { findHolder } from '../accounts/find-holder.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import type { ReadDb } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Decision, decide } from '../programme/rules/decide.ts'
import type { LiveSession } from '../sessions/check-session.ts'
import { channelsOf } from '../sessions/rules/second-factor-of.ts'
import type { SignInWorld } from './world.ts'

type DecidingWorld = Pick<SignInWorld, 'sealer' | 'inForce' | 'site'>

/** For who is logged on, with the facts of now: what was open at the logon may have closed, and the other way round. */
export async function decideAgain(
  world: DecidingWorld,
  db: ReadDb,
  live: LiveSession,
  at: Instant,
): Promise<Decision> {
  const budget = budgetKeyOf(world.sealer, live.userId)
  const [holder, { inForce }] = await Promise.all([
    findHolder(db, { accountId: live.accountId, budget, at }),
    world.inForce(db),
  ])
  if (holder === undefined) throw new Error(`the session ${live.id} has no account`)
  // A lock keeps out who is not in yet: a stranger's wrong tries close nothing for who is. And he is in by one channel.
  const his = factsOf(holder, live.enteredAt)
  const facts = { ...his, lockedUntil: null, channels: channelsOf(live.acr, his.channels) }
  return decide(inForce, facts, live.door, world.site, at)
}
