import type { MembershipId } from '../../kernel/ids.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import type { Role } from '../../kernel/vocabulary.ts'

/** What is changed of a user: his User ID as a whole, or what his person is called and speaks; or his role here alone. */
export type Touches = 'account' | 'person' | 'role'

export interface Target {
  /** His role of a user in the firm; null where he has none. */
  readonly membershipId: MembershipId | null
  /** All that his User ID has in the firm, and all that his person has. */
  readonly roles: readonly Role[]
  readonly personRoles: readonly Role[]
  readonly actsElsewhere: boolean
  readonly personActsElsewhere: boolean
}

export type NotDms = 'not-found' | 'administrator' | 'of-several-firms'

/**
 * Whether a firm's Delegated Administrators may touch it; the first line that holds refuses.
 *
 * | touches          | refused where                                        | why                                              |
 * | ---------------- | ---------------------------------------------------- | ------------------------------------------------ |
 * | all              | his User ID has another role here than user          | `administrator`: DA 3 keeps DAs, and the last one |
 * | all              | he is no user here                                   | `not-found`                                      |
 * | person           | another User ID of his has another role here         | `administrator`                                  |
 * | account          | another firm has his User ID too                     | `of-several-firms`: the operator changes it      |
 * | person           | another firm has his person too                      | `of-several-firms`                               |
 *
 * A role in this firm alone is the firm's to give and to take, whatever he is elsewhere.
 */
export function mayChangeUser<User extends Target>(
  target: User | null,
  touches: Touches,
): Result<User & { readonly membershipId: MembershipId }, NotDms> {
  if (target === null) return refused('not-found')
  const roles = touches === 'person' ? target.personRoles : target.roles
  if (roles.some((role) => role !== 'user')) return refused('administrator')
  const { membershipId } = target
  if (membershipId === null) return refused('not-found')
  const shared = { account: target.actsElsewhere, person: target.personActsElsewhere, role: false }
  if (shared[touches]) return refused('of-several-firms')
  return done({ ...target, membershipId })
}
