import { z } from 'zod'
import type { Texts } from '../../texts/en.ts'
import type { FieldError } from '../../web/form-parts.tsx'

/**
 * What each page's form posts, by the names its inputs have. A field left empty is missing; anything a form does not
 * have is dropped here and reaches nobody.
 */
const typed = z.string().max(1024)
const userId = z.string().max(64).trim().min(1)

/** People type a code as they read it: with blanks, dashes, or the full-width digits of a Chinese keyboard. */
const code = z
  .string()
  .max(64)
  .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
  .pipe(z.string().min(1))

export const logonAnswer = z.object({ user_id: userId, password: typed.min(1) })
export const cardAnswer = z.object({ user_id: userId, card_password: typed.min(1) })
export const passcodeAnswer = z.object({ passcode: code })
export const initiationAnswer = z.object({ user_id: userId })
export const codeAnswer = z.object({ code })
export const passwordAnswer = z.object({ new_password: typed.min(1), repeat_password: typed.min(1) })
export const currentPasswordAnswer = z.object({ password: typed.min(1) })
export const changePasswordAnswer = currentPasswordAnswer.extend(passwordAnswer.shape)
export const endSessionAnswer = z.object({ session: z.uuid() })
/** Where a step-up leads back to. */
export const FORM_FIELD_TO = 'to'
export const channelAnswer = z.object({ channel: z.enum(['email', 'app']) })

const SENTENCES = {
  user_id: 'userIdMissing',
  password: 'passwordMissing',
  card_password: 'cardPasswordMissing',
  passcode: 'passcodeMissing',
  code: 'codeMissing',
  new_password: 'newPasswordMissing',
  repeat_password: 'repeatMissing',
  channel: 'channelMissing',
} as const satisfies Record<string, keyof Texts['errors']>

export type FieldName = keyof typeof SENTENCES

/** The sentences for the fields that `parseFields` named. */
export function missing(texts: Texts, fields: readonly string[]): readonly FieldError[] {
  return fields
    .filter((field): field is FieldName => Object.hasOwn(SENTENCES, field))
    .map((field) => ({ field, message: texts.errors[SENTENCES[field]] }))
}
