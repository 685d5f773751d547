import type { AccountStatus } from '../../kernel/vocabulary.ts'
import type { RefusalReason } from '../../sign-in/rules/refusal.ts'
import type { ChangeObstacle } from './may-change.ts'

/** What was found out about the current password, at the same cost whatever comes of it. */
export interface PasswordProof {
  readonly budget: 'taken' | 'locked'
  readonly status: AccountStatus
  readonly brokenSeal: boolean
  readonly matched: boolean
}

/** What was found out about a passcode that proves the person, or the channel he adds. */
export interface PasscodeProof {
  readonly budget: 'taken' | 'locked'
  readonly status: AccountStatus
  /** The logon session in which the change is made has not been ended meanwhile. */
  readonly sessionLive: boolean
  /** The password in force is still the one that was proven. */
  readonly passwordUnchanged: boolean
  readonly obstacle: ChangeObstacle | null
  /** Null where the passcode was right. */
  readonly passcode: RefusalReason | null
}

type Check<Proof> = (proof: Proof) => RefusalReason | null

/** In this order; the first that holds refuses. */
const OF_PASSWORD: readonly Check<PasswordProof>[] = [
  ({ budget }) => (budget === 'locked' ? 'locked' : null),
  ({ status }) => (status === 'active' ? null : 'suspended'),
  ({ brokenSeal }) => (brokenSeal ? 'broken-seal' : null),
  ({ matched }) => (matched ? null : 'wrong-password'),
]

const OF_PASSCODE: readonly Check<PasscodeProof>[] = [
  ({ budget }) => (budget === 'locked' ? 'locked' : null),
  ({ status }) => (status === 'active' ? null : 'suspended'),
  ({ sessionLive }) => (sessionLive ? null : 'session-ended'),
  ({ passwordUnchanged }) => (passwordUnchanged ? null : 'password-changed'),
  ({ passcode }) => passcode,
  ({ obstacle }) => (obstacle === null ? null : 'not-offered'),
]

/** Null when the current password was right and the account may try. */
export function judgePassword(proof: PasswordProof): RefusalReason | null {
  return first(OF_PASSWORD, proof)
}

/** Null when the passcode was right and the change may still be made. */
export function judgePasscode(proof: PasscodeProof): RefusalReason | null {
  return first(OF_PASSCODE, proof)
}

function first<Proof>(checks: readonly Check<Proof>[], proof: Proof): RefusalReason | null {
  for (const check of checks) {
    const reason = check(proof)
    if (reason !== null) return reason
  }
  return null
}
