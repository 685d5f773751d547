import type { BudgetKey } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Source } from '../kernel/source.ts'

export interface Asked extends Pick<Source, 'network' | 'browser'> {
  readonly key: BudgetKey
  /** `card`: the card of this very account was proven; where the common budget has no try, the card's own is asked. */
  readonly lane: 'logon' | 'initiation' | 'card'
  readonly at: Instant
}

declare const taken: unique symbol
/** Leave to check one factor once. Only `takeTry` makes one; it must be settled. */
export interface Try {
  readonly [taken]: true
  readonly is: 'taken'
  readonly key: BudgetKey
  /** `reserve`: taken from the browser's own budget, since the account's was not to be had. */
  readonly lane: 'logon' | 'reserve' | 'initiation' | 'card'
  readonly browser: string
  readonly network: string
  /** The budget knows it by this, among those pending. */
  readonly takenAt: Instant
}

/** No try is to be had now, and this refusal was counted. */
export interface Locked {
  readonly is: 'locked'
  readonly key: BudgetKey
  readonly network: string
  /** Where this very call set the lock (tries that a crash left behind): its end, for the letter to the holder. */
  readonly lockedUntil: Instant | null
}

/** What the budgets answer. Who is locked goes through the same motions as who has a try. */
export type Turn = Try | Locked
