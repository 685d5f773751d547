import type { ReadDb } from '../db/transaction.ts'
import type { AccountId, CardPasswordId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Result } from '../kernel/result.ts'

export interface CardPasswordAsked {
  /** Null: of nobody, at the same cost. */
  readonly account: AccountId | null
  /** The close of the business day whose password counts; null: the one in force. */
  readonly asOf: Instant | null
  readonly typed: string
  /** Who takes turns with whom where checking costs: the source network. */
  readonly turn: string
}

/** `id`: what a logon that was begun with it rests on. */
export type CardPasswordAnswer =
  | { readonly is: 'right'; readonly id: CardPasswordId }
  | { readonly is: 'wrong' }
  /** There is none, or it can't be opened. */
  | { readonly is: 'none'; readonly brokenSeal: boolean }

/** The port: is this the password that goes with the account's card? Our own store, or the old system's own check. */
export interface CardPasswordCheck {
  /** `read` gives a connection for a moment: none is held while a password is hashed. */
  check(
    read: <T>(work: (db: ReadDb) => Promise<T>) => Promise<T>,
    asked: CardPasswordAsked,
  ): Promise<Result<CardPasswordAnswer, 'queue-full'>>
}
