import type { Target, Touches } from '../../accounts/rules/may-change-user.ts'
import type { Problem } from '../../changes/kind.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Chain } from '../../kernel/vocabulary.ts'
import { parseMailAddress } from '../../mail/rules/mail-address.ts'
import type { Delegate, DelegateRole } from '../delegates-of.ts'

/** What is ruled on: the firm, and who its Delegated Administrators are. */
export interface FirmOfDelegates {
  readonly singleControl: boolean
  readonly delegates: readonly Delegate[]
}

/** Null: he may. `person` null: somebody new. */
export function whyNotAppointed(
  { singleControl, delegates }: FirmOfDelegates,
  role: DelegateRole,
  person: PersonId | null,
): Problem | null {
  if (role === 'da-single' && !singleControl) return { code: 'no-single-control', field: 'role' }
  const his = delegates.filter(({ personId }) => personId === person)
  if (his.some((delegate) => delegate.role === role)) return { code: 'already-delegate', field: 'role' }
  if (his.length > 0 && !singleControl) return { code: 'maker-and-checker', field: 'role' }
  return null
}

/** Whether another firm has his User ID too, or his person. */
export type Elsewhere = Pick<Target, 'actsElsewhere' | 'personActsElsewhere'>

/**
 * What is another firm's as well is not one firm's to change, nor one person's there to suspend: operators do, and whoever
 * is to leave one firm alone is removed from it. Of users it is the same (src/accounts/rules/may-change-user.ts).
 */
export function whyNotOneFirms(through: Chain, touches: Touches, elsewhere: Elsewhere): Problem | null {
  const { actsElsewhere: account, personActsElsewhere: person } = elsewhere
  const shared = { account, person, role: false }
  return through === 'connect' && shared[touches] ? { code: 'of-several-firms' } : null
}

/** The maker's and the checker's codes must not come to one mailbox, whoever they are. */
export function whyNotTheAddress(
  { singleControl, delegates }: FirmOfDelegates,
  role: DelegateRole,
  address: string,
): Problem | null {
  if (parseMailAddress(address) === undefined) return { code: 'not-an-address', field: 'address' }
  if (singleControl) return null
  const mailbox = address.toLowerCase()
  const other = delegates.some((one) => one.role !== role && one.email?.toLowerCase() === mailbox)
  return other ? { code: 'address-of-other-side', field: 'address' } : null
}

/** A firm that is to act needs a maker and a checker: appoint the next one first. */
export function whyNotRemoved({ delegates }: FirmOfDelegates, leaving: Delegate): Problem | null {
  const left = delegates.filter(({ membershipId }) => membershipId !== leaving.membershipId)
  return left.some(({ role }) => role === leaving.role) ? null : { code: 'last-of-role' }
}
