import type { UserId } from '../../kernel/ids.ts'
import type { Launch, Wave } from '../launch-plan.ts'
import type { Facts } from './facts.ts'
import type { InForce, LaunchDecision } from './in-force.ts'

/** So much of a person as waves, exceptions and decisions go by. */
export type Who = Pick<Facts, 'userId' | 'participants' | 'roles'>

/** A person whom no wave, exception or decision names. */
export const SOMEBODY: Who = { userId: '' as UserId, participants: [], roles: [] }

/** The first wave that names him; null: he switches with the launch. */
export function waveOf({ waves }: Launch, who: Who): Wave | null {
  return (
    waves.find((wave) => fits(wave.roles, who.roles) && fits(wave.participants, who.participants)) ?? null
  )
}

function fits(named: readonly string[] | null, his: readonly string[]): boolean {
  return named === null || named.some((one) => his.includes(one))
}

export function concerns(decision: LaunchDecision, who: Who): boolean {
  if (!('of' in decision) || decision.of === 'everybody') return true
  const { of } = decision
  return 'person' in of ? of.person === who.userId : who.participants.includes(of.participant)
}

/** All that he is decided by, and no more: the same answers, found sooner where many others are decided on by name. */
export function inForceFor(inForce: InForce, who: Who): InForce {
  return withThose(inForce, (decision) => concerns(decision, who))
}

/** The decisions of a kind alone; where that is all of them the value itself, by which much is worked out already. */
export function withThose(inForce: InForce, counts: (decision: LaunchDecision) => boolean): InForce {
  return inForce.decisions.every(counts)
    ? inForce
    : { ...inForce, decisions: inForce.decisions.filter(counts) }
}
