import { z } from 'zod'
import type { AccountStatus, Role } from '../kernel/vocabulary.ts'

/** What somebody may do in a firm, as its Delegated Administrators look at it; migration 0035 says what is in it. */
const accessShape = z.object({
  status: z.custom<Exclude<AccountStatus, 'removed'>>(),
  roles: z.array(z.custom<Role>()),
  /** Roles given for a while only. */
  ends: z.array(z.string()).nullable(),
  groups: z.array(z.object({ name: z.string(), functions: z.array(z.string()) })),
  rights: z.array(z.string()),
})
export type Access = z.infer<typeof accessShape>

export function readFacts(json: string): Access {
  return accessShape.parse(JSON.parse(json))
}
