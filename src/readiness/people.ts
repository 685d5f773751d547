import type { BudgetKey, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Facts } from '../programme/rules/facts.ts'

export interface Firm {
  readonly code: string
  readonly nameEn: string
  readonly nameZh: string
}

/** One person in one firm. Who acts for several firms comes once in each. */
export interface Member {
  /** Null for who has his role from no participant. */
  readonly firm: Firm | null
  readonly userId: UserId
  /** The roles he has in this firm. */
  readonly roles: readonly string[]
  /** True in one of his firms only: where people are counted, and not memberships. */
  readonly counts: boolean
  readonly facts: Facts
}

export interface People {
  /** About how many `pages` will show. */
  readonly about: number
  /** Firm by firm; in each Client Connect users first, then Delegated Administrators, then the others. */
  readonly pages: AsyncIterable<readonly Member[]>
}

export interface Concern {
  /** The roles a programme admits. Client Connect users are shown as well: they repair, and nothing else. */
  readonly roles: readonly string[]
  /** Attempt locks that hold at this instant are facts; null: a lock is for minutes, none counts. */
  readonly locksAt: Instant | null
  /** A card that has run out by then is none. */
  readonly cardsAt: Instant
}

/** What reading needs beside the database: whose budget is under which key, and how many rows are held at once. */
export interface Reading {
  readonly budgetKeyOf: (userId: UserId) => BudgetKey
  readonly pageSize: number
}

/** Shows everybody who is concerned, in one consistent picture of the directory; the picture ends with `work`. */
export type ReadPeople = <T>(concern: Concern, work: (people: People) => Promise<T>) => Promise<T>
