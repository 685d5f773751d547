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

/** Codes asked for one ID: 3 in 15 minutes from one source network, 20 an hour in all. */
const MAIL_LIMITS = { fromHere: 3, inAll: 20 } as const

export function withinMailLimits(issued: { readonly fromHere: number; readonly inAll: number }): boolean {
  return issued.fromHere < MAIL_LIMITS.fromHere && issued.inAll < MAIL_LIMITS.inAll
}
