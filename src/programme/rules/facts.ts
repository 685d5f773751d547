import type { FunctionId, UserId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Channel } from './channels.ts'

/** All that a decision may know of a person. User ID and participants are there to be matched with what is decided for them. */
export interface Facts {
  readonly userId: UserId
  /** Codes of the participants he acts for. */
  readonly participants: readonly string[]
  readonly roles: readonly string[]
  readonly status: 'active' | 'suspended' | 'removed'
  readonly emailRegistered: boolean
  /** Password set and a first channel proven. */
  readonly initiated: boolean
  /** The OTP channels proven. */
  readonly channels: readonly Channel[]
  readonly lockedUntil: Instant | null
  /** A smartcard in force that has not run out; null: nobody asked, for the door asks for the card itself. */
  readonly holdsCard: boolean | null
  /** The functions entitled to. */
  readonly functions: readonly FunctionId[]
  /** The events registered for. */
  readonly registeredFor: readonly string[]
  /** When this logon was begun at this door; null: it begins now. */
  readonly enteredAt: Instant | null
}
