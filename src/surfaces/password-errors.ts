import type { PasswordFault } from '../passwords/rules/judge-new-password.ts'
import type { PasswordProfile, PasswordRule } from '../passwords/rules/password-profile.ts'
import type { Texts } from '../texts/texts.ts'
import type { FieldError } from '../web/form-parts.tsx'

/** Every rule of a profile in words, shown before anything is typed. */
export function describeRules(texts: Texts, profile: PasswordProfile): readonly string[] {
  const { password } = texts
  return [...profile.rules.map((rule) => ruleText(texts, rule)), password.anyCharacters, password.noExpiry]
}

function ruleText({ password }: Texts, rule: PasswordRule): string {
  switch (rule.code) {
    case 'too-short':
      return password.atLeast(rule.min)
    case 'too-long':
      return password.atMost(rule.max)
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
    case 'too-common':
      return errors.passwordTooCommon
    case 'contains-context':
      return errors.passwordContext
    case 'too-simple':
      return errors.passwordTooSimple
  }
}
