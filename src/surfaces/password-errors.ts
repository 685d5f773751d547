import type { PasswordFault } from '../passwords/rules/judge-new-password.ts'
import type { PasswordProfile, PasswordRule } from '../passwords/rules/password-profile.ts'
import type { Texts } from '../texts/texts.ts'
import type { FieldError } from '../web/form-parts.tsx'

/** Every rule of a profile in words, shown before anything is typed; to whoever has a password, that of the former ones too. */
export function describeRules(texts: Texts, profile: PasswordProfile, hasOne: boolean): readonly string[] {
  const { password } = texts
  const { rules, remembers, expiry } = profile
  return [
    ...rules.map((rule) => ruleText(texts, rule)),
    ...(hasOne && remembers > 0 ? [password.notUsedBefore(remembers)] : []),
    password.anyCharacters,
    expiry === null ? password.noExpiry : password.expiry(expiry.days),
  ]
}

function ruleText({ password }: Texts, rule: PasswordRule): string {
  switch (rule.code) {
    case 'too-short':
      return password.atLeast(rule.min)
    case 'too-long':
      return password.atMost(rule.max)
    case 'no-letter':
      return password.letter
    case 'no-digit':
      return password.digit
    case 'no-special':
      return password.special(spaced(rule.specials))
    case 'too-common':
      return password.notCommon
    case 'contains-context':
      return password.notContext
    case 'too-simple':
      return password.notSimple
  }
}

/** Each broken rule as a sentence beside its field. */
export function passwordErrors(texts: Texts, faults: readonly PasswordFault[]): readonly FieldError[] {
  return faults.map((fault) => ({
    field: fault.code === 'not-repeated' ? 'repeat_password' : 'new_password',
    message: faultText(texts, fault),
  }))
}

function faultText({ errors }: Texts, fault: PasswordFault): string {
  switch (fault.code) {
    case 'not-repeated':
      return errors.repeatDiffers
    case 'too-short':
      return errors.passwordTooShort(fault.min)
    case 'too-long':
      return errors.passwordTooLong(fault.max)
    case 'no-letter':
      return errors.passwordNoLetter
    case 'no-digit':
      return errors.passwordNoDigit
    case 'no-special':
      return errors.passwordNoSpecial(spaced(fault.specials))
    case 'used-before':
      return errors.passwordUsedBefore(fault.last)
    case 'too-common':
      return errors.passwordTooCommon
    case 'contains-context':
      return errors.passwordContext
    case 'too-simple':
      return errors.passwordTooSimple
  }
}

/** Apart from each other: a dot beside a comma is hard to tell from a semicolon. */
function spaced(specials: string): string {
  return [...specials].join(' ')
}
