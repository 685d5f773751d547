import type { Decision } from '../../programme/rules/decide.ts'
import { admitted } from './judge-password-step.ts'
import type { RefusalReason } from './refusal.ts'

export interface PasscodeEvidence {
  readonly budget: 'taken' | 'locked'
  readonly decision: Decision | null
  readonly fromHere: boolean
  /** The password credential in force is still the one that opened this attempt (attack 19). */
  readonly passwordUnchanged: boolean
  readonly channelInForce: boolean
  /** Null where the passcode was right. Not asked of a locked budget. */
  readonly passcode: RefusalReason | null
}

type Check = (evidence: PasscodeEvidence) => RefusalReason | null

/** In this order; the first that holds refuses. */
const CHECKS: readonly Check[] = [
  ({ budget }) => (budget === 'locked' ? 'locked' : null),
  ({ decision }) => admitted(decision),
  ({ fromHere }) => (fromHere ? null : 'other-network'),
  ({ passwordUnchanged }) => (passwordUnchanged ? null : 'password-changed'),
  ({ channelInForce }) => (channelInForce ? null : 'channel-refused'),
  ({ passcode }) => passcode,
]

/** Null when both factors are right and the door admits the person. */
export function judgePasscodeStep(evidence: PasscodeEvidence): RefusalReason | null {
  for (const check of CHECKS) {
    const reason = check(evidence)
    if (reason !== null) return reason
  }
  return null
}
