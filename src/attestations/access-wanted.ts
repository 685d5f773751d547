import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Which rows of the table are shown. `leaving`: to be suspended, removed or taken out of his groups. */
export const ACCESS_FILTERS = ['open', 'dormant', 'leaving', 'all'] as const
export type AccessFilter = (typeof ACCESS_FILTERS)[number]

/** `0HLSUSR01`, `1HLSUSR02`: the dormant ones first, then by User ID. The key of a row in that order. */
const KEY = /^[01][A-Z0-9]{6,12}$/

export interface AccessWanted {
  readonly filter: AccessFilter
  readonly from: { readonly after: string } | { readonly before: string }
  readonly dormantBefore: Instant
  readonly viewer: AccountId
}

export function isKey(typed: string): boolean {
  return KEY.test(typed)
}
