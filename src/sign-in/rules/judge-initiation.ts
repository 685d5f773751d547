import type { Decision } from '../../programme/rules/decide.ts'
import type { Facts } from '../../programme/rules/facts.ts'

/** `already-initiated` gets a letter that says so; `may-not` gets none. The page is one and the same for all three. */
export type InitiationVerdict = 'may-initiate' | 'already-initiated' | 'may-not'

/** Facts and decision are null where there is no such account; `fromHere` as in `judge-password-step.ts`. */
export function judgeInitiation(
  facts: Facts | null,
  decision: Decision | null,
  fromHere: boolean,
): InitiationVerdict {
  if (facts === null || decision === null || !fromHere) return 'may-not'
  if (decision.outcome === 'signed-in') return 'may-initiate'
  return facts.initiated && facts.status === 'active' && decision.outcome === 'refused'
    ? 'already-initiated'
    : 'may-not'
}

/**
 * Codes asked for one ID: 3 in 15 minutes from one source network, 20 an hour in all. A network that has asked for none
 * in the hour gets its first one all the same, up to 40 in all: a stranger with two networks would otherwise leave none
 * for the holder.
 */
const MAIL_LIMITS = { fromHere: 3, inAll: 20, withFirstOnes: 40 } as const

export interface CodesIssued {
  /** By this source network, in 15 minutes and in the hour. */
  readonly fromHere: number
  readonly fromHereInHour: number
  readonly inAll: number
}

export function withinMailLimits({ fromHere, fromHereInHour, inAll }: CodesIssued): boolean {
  if (fromHere >= MAIL_LIMITS.fromHere) return false
  return inAll < MAIL_LIMITS.inAll || (fromHereInHour === 0 && inAll < MAIL_LIMITS.withFirstOnes)
}
