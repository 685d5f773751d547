import { factsOf } from '../accounts/facts-of.ts'
import { type Decision, decide } from '../programme/rules/decide.ts'
import { nextService } from '../programme/rules/service-hours.ts'
import { situation } from '../programme/rules/situation.ts'
import { functionOf } from '../programme/rules/standing-doors.ts'
import { channelsOf } from '../sessions/rules/second-factor-of.ts'
import type { Here, Inside } from './inside.tsx'
import type { FunctionState } from './pages/props.ts'

/** Decides again, with the facts of now: what was open at the logon may have closed, and the other way round. */
export function decisionFor({ world, door }: Here, { holder, live, inForce, at }: Inside): Decision {
  // A lock keeps out who is not in yet: a stranger's wrong tries close nothing for who is. And he is in by one channel.
  const his = factsOf(holder, live.enteredAt)
  const facts = { ...his, lockedUntil: null, channels: channelsOf(live.acr, his.channels) }
  return decide(inForce, facts, door.door, world.site, at)
}

export function stateOf(
  { world, door }: Here,
  { functions, nextChange }: Decision,
  { inForce, at }: Pick<Inside, 'inForce' | 'at'>,
): FunctionState {
  const of = functionOf(world.programme, door.function)
  if (functions.includes(door.function)) return { is: 'open', until: nextChange }
  if (situation(inForce, world.site, at) !== null) return { is: 'closed-in-test' }
  return { is: 'closed', opensAt: of === undefined ? null : nextService(world.programme, of, at) }
}
