import type { UserId } from '../../kernel/ids.ts'
import { countUnpredictable } from './count-unpredictable.ts'
import type { PasswordProfile, PasswordRule } from './password-profile.ts'
import { lengthOf, preparePassword } from './prepare-password.ts'
import { repeatedPart } from './repeated-part.ts'
import { withoutContext } from './without-context.ts'

/** The rule that is broken, with its figure, so that the page can say why (SP 800-63B-4: "SHALL provide the reason"). */
export type PasswordFault =
  | PasswordRule
  | { readonly code: 'not-repeated' }
  /** It is among the last `last` passwords, which takes their hashes to find out (own-account/). */
  | { readonly code: 'used-before'; readonly last: number }

export interface NewPassword {
  readonly typed: string
  readonly repeated: string
  readonly userId: UserId
  /** Names of the firm, in its languages, and of the service. */
  readonly names: readonly string[]
}

/** All faults of a new password, in the order of the profile; none means that it may be set. */
export function judgeNewPassword(profile: PasswordProfile, asked: NewPassword): readonly PasswordFault[] {
  const password = preparePassword(asked.typed)
  const names = [asked.userId, ...asked.names]
  const overlong = profile.rules.find((rule) => rule.code === 'too-long' && lengthOf(password) > rule.max)
  // Past the limit nothing else is looked at: the remaining rules cost the square of the length.
  const broken =
    overlong === undefined
      ? profile.rules.filter((rule) => breaks(rule, password, names, profile))
      : [overlong]
  return preparePassword(asked.repeated) === password ? broken : [...broken, { code: 'not-repeated' }]
}

function breaks(
  rule: PasswordRule,
  password: string,
  names: readonly string[],
  { blocklist }: PasswordProfile,
): boolean {
  switch (rule.code) {
    case 'too-short':
      return lengthOf(password) < rule.min
    case 'too-long':
      return lengthOf(password) > rule.max
    case 'no-letter':
      return !/\p{L}/u.test(password)
    case 'no-digit':
      return !/[0-9]/.test(password)
    case 'no-special':
      return ![...rule.specials].some((special) => password.includes(special))
    case 'too-common':
      return blocklist.includes(password) || blocklist.includes(repeatedPart(password.toLowerCase()))
    case 'contains-context': {
      const left = withoutContext(password, names)
      const weak = blocklist.includes(left) || countUnpredictable(left) < rule.min
      return weak && left !== password.toLowerCase()
    }
    case 'too-simple': {
      const count = countUnpredictable(password)
      return count < rule.min && count < lengthOf(password)
    }
  }
}
