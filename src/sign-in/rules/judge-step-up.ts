import type { AccountStatus } from '../../kernel/vocabulary.ts'
import type { RefusalReason } from './refusal.ts'

/** What was found out about the passcode of a step-up, and about who types it. */
export interface StepUpProof {
  readonly budget: 'taken' | 'locked'
  readonly status: AccountStatus
  /** The logon session that is stepped up has not been ended meanwhile. */
  readonly sessionLive: boolean
  /** The password in force is still the one that the session goes by. */
  readonly passwordUnchanged: boolean
  /** Null where the passcode, or the card, was right. */
  readonly proof: RefusalReason | null
}

/** In this order; the first that holds refuses. */
const CHECKS: readonly ((proof: StepUpProof) => RefusalReason | null)[] = [
  ({ budget }) => (budget === 'locked' ? 'locked' : null),
  ({ status }) => (status === 'active' ? null : 'suspended'),
  ({ sessionLive }) => (sessionLive ? null : 'session-ended'),
  ({ passwordUnchanged }) => (passwordUnchanged ? null : 'password-changed'),
  ({ proof }) => proof,
]

/** Null when what was shown is right and the account may try. */
export function judgeStepUp(proof: StepUpProof): RefusalReason | null {
  for (const check of CHECKS) {
    const reason = check(proof)
    if (reason !== null) return reason
  }
  return null
}
