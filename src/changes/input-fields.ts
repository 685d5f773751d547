import { z } from 'zod'
import {
  type AccountId,
  type FunctionId,
  type MembershipId,
  type ParticipantId,
  type PersonId,
  parseUserId,
  type UserId,
} from '../kernel/ids.ts'
import { type Instant, parseInstant } from '../kernel/instant.ts'
import type { Language, Role } from '../kernel/vocabulary.ts'

/** What inputs of changes are made of: JSON that was kept is parsed back into the same named values. */

const uuid = <Id extends string>() => z.uuid().transform((id) => id as Id)

export const newId = z.uuid()
export const personId = uuid<PersonId>()
export const accountId = uuid<AccountId>()
export const membershipId = uuid<MembershipId>()
export const participantId = uuid<ParticipantId>()
export const functionId = z.string().transform((id) => id as FunctionId)

/** As typed; kept in capitals. */
export const userId = z.string().transform((typed, context): UserId => {
  const parsed = parseUserId(typed)
  if (parsed !== undefined) return parsed
  context.addIssue({ code: 'custom', message: 'not a User ID' })
  return z.NEVER
})

export const instant = z.string().transform((text, context): Instant => {
  const parsed = parseInstant(text)
  if (parsed !== undefined) return parsed
  context.addIssue({ code: 'custom', message: 'not an instant' })
  return z.NEVER
})

/** One line of print, without blanks around it. */
export const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{C}+$/u)

export const language = z.enum(['en', 'zh-Hant']) satisfies z.ZodType<Language>

export const role = z.enum([
  'user',
  'da-maker',
  'da-checker',
  'da-single',
  'client-connect',
  'operator-maker',
  'operator-checker',
  'hotline',
  'auditor',
]) satisfies z.ZodType<Role>
