import type { Ruling } from '../../programme/rules/decide.ts'
import type { RefusalReason } from './refusal.ts'

/** What was found out about the first step of a logon, all of it gathered at the same cost for every User ID. */
export interface PasswordEvidence {
  readonly budget: 'taken' | 'locked'
  /** Null where there is no such account. */
  readonly decision: Ruling | null
  /** From one of the source networks that the person's participants have named, where they have. */
  readonly fromHere: boolean
  readonly hasPassword: boolean
  readonly brokenSeal: boolean
  readonly passwordMatched: boolean
}

type Check = (evidence: PasswordEvidence) => RefusalReason | null

/** In this order; the first that holds refuses. Only the audit event says which it was. */
const CHECKS: readonly Check[] = [
  ({ budget }) => (budget === 'locked' ? 'locked' : null),
  ({ decision }) => (decision === null ? 'unknown-user' : null),
  ({ brokenSeal }) => (brokenSeal ? 'broken-seal' : null),
  ({ hasPassword }) => (hasPassword ? null : 'not-initiated'),
  ({ passwordMatched }) => (passwordMatched ? null : 'wrong-password'),
  ({ fromHere }) => (fromHere ? null : 'other-network'),
  ({ decision }) => admitted(decision),
]

/** Null when the person may go on to the one-time passcode. */
export function judgePasswordStep(evidence: PasswordEvidence): RefusalReason | null {
  for (const check of CHECKS) {
    const reason = check(evidence)
    if (reason !== null) return reason
  }
  return null
}

/** The programme's own reason where it does not let the person in. */
export function admitted(decision: Ruling | null): RefusalReason | null {
  if (decision === null) return 'unknown-user'
  const closed = decision.outcome === 'door-closed' || decision.outcome === 'refused'
  return closed ? (decision.reasons[0]?.code ?? 'outside-window') : null
}
