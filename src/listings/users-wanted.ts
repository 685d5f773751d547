import { parseUserId, type UserId } from '../kernel/ids.ts'

/** Which people of a firm a list shows. `present` is everybody who is still with it. */
export const USER_FILTERS = [
  'present',
  'no-email',
  'not-initiated',
  'suspended',
  'removed',
  'disabled',
] as const
export type UserFilter = (typeof USER_FILTERS)[number]

export const USER_SORTS = ['user-id', 'name'] as const
export type UserSort = (typeof USER_SORTS)[number]

export interface UsersWanted {
  /** Part of a User ID, a name or an address, in any case; empty: everybody. */
  readonly search: string
  readonly filter: UserFilter
  readonly sort: UserSort
  /** The page behind this User ID, or the one before it; null: the first. */
  readonly from: { readonly side: 'after' | 'before'; readonly userId: UserId } | null
}

const LONGEST_SEARCH = 100

/** A list as its address asks for it. What is not understood is left out: a list asks for nothing that could fail. */
export function readUsersWanted(asked: (name: string) => string | undefined): UsersWanted {
  return {
    search: (asked('q') ?? '').normalize('NFC').trim().slice(0, LONGEST_SEARCH),
    filter: USER_FILTERS.find((filter) => filter === asked('filter')) ?? 'present',
    sort: USER_SORTS.find((sort) => sort === asked('sort')) ?? 'user-id',
    from: fromOf(asked('after'), 'after') ?? fromOf(asked('before'), 'before'),
  }
}

function fromOf(typed: string | undefined, side: 'after' | 'before'): UsersWanted['from'] {
  const userId = parseUserId(typed ?? '')
  return userId === undefined ? null : { side, userId }
}

/** The same as an address says it; what is usual is left out. */
export function sayUsersWanted(wanted: UsersWanted): string {
  const { search, filter, sort, from } = wanted
  const query = new URLSearchParams()
  if (search !== '') query.set('q', search)
  if (filter !== 'present') query.set('filter', filter)
  if (sort !== 'user-id') query.set('sort', sort)
  if (from !== null) query.set(from.side, from.userId)
  return query.size === 0 ? '' : `?${query}`
}
