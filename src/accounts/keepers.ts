import type { KindId } from '../changes/kind.ts'
import { type Result, refused } from '../kernel/result.ts'
import type { Chain } from '../kernel/vocabulary.ts'
import type { UserSeen } from './look-user.ts'
import { keptByOperators, type NotOfSeveral } from './rules/kept-by-operators.ts'
import { mayChangeUser, type NotDms } from './rules/may-change-user.ts'

/** What is done to the User ID of a user as a whole, by whoever keeps him. */
export type UserDeed = 'suspend' | 'reinstate' | 'reset' | 'register-email' | 'withdraw-email'

interface NotKept {
  readonly code: NotDms | NotOfSeveral
}

/** Who keeps a user: through whose hands a change of him goes, the name it has then, and whether he is theirs. */
export interface Keepers {
  readonly chain: Extract<Chain, 'firm' | 'operators'>
  readonly kindOf: (deed: UserDeed) => KindId
  readonly keep: (user: UserSeen | null) => Result<UserSeen, NotKept>
}

const OF_FIRM = {
  suspend: 'user.suspend',
  reinstate: 'user.reinstate',
  reset: 'credentials.reset-channel',
  'register-email': 'email.register',
  'withdraw-email': 'email.withdraw',
} as const satisfies Readonly<Record<UserDeed, KindId>>

/** The Delegated Administrators of his one firm. */
export const hisFirm: Keepers = {
  chain: 'firm',
  kindOf: (deed) => OF_FIRM[deed],
  keep: (user) => coded(mayChangeUser(user, 'account')),
}

/** Operators, of whom several firms have: none of those may act for another (adr/0055). */
export const operators: Keepers = {
  chain: 'operators',
  kindOf: (deed) => `operators.user-${deed}` satisfies KindId,
  keep: (user) => coded(keptByOperators(user)),
}

function coded(kept: Result<UserSeen, NotKept['code']>): Result<UserSeen, NotKept> {
  return kept.ok ? kept : refused({ code: kept.refusal })
}
