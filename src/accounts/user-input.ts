import { z } from 'zod'
import { type AccountId, type MembershipId, type PersonId, parseUserId, type UserId } from '../kernel/ids.ts'
import { isPlainText } from '../kernel/plain-text.ts'
import type { WantedGroup } from './rules/groups-between.ts'

/** What a change of a user asks for, as it is kept with its request. */

const LONGEST_NAME = 200

const id = <T extends string>() => z.custom<T>((value) => z.uuid().safeParse(value).success)
export const accountId = id<AccountId>()
export const membershipId = id<MembershipId>()
export const personId = id<PersonId>()
/** Upper case already: what is kept is what is shown. */
export const userId = z.custom<UserId>((value) => typeof value === 'string' && parseUserId(value) === value)
export const displayName = z.string().refine((name) => isPlainText(name, LONGEST_NAME))
export const language = z.enum(['en', 'zh-Hant'])

const MOST_GROUPS = 100
const eachOnce = (groups: readonly WantedGroup[]) =>
  new Set(groups.map(({ group }) => group)).size === groups.length

export const wantedGroups = z
  .array(z.strictObject({ group: z.uuid(), row: z.uuid() }))
  .max(MOST_GROUPS)
  .refine(eachOnce)
