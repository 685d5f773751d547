import type { FunctionId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Channel } from './channels.ts'

/** All that a decision may know of a person: nothing of who he is. */
export interface Facts {
  readonly roles: readonly string[]
  readonly status: 'active' | 'suspended' | 'removed'
  readonly emailRegistered: boolean
  /** Password set and a first channel proven. */
  readonly initiated: boolean
  /** The OTP channels proven. */
  readonly channels: readonly Channel[]
  readonly lockedUntil: Instant | null
  /** The functions entitled to. */
  readonly functions: readonly FunctionId[]
  /** The events registered for. */
  readonly registeredFor: readonly string[]
  /** When this logon was begun at this door; null: it begins now. */
  readonly enteredAt: Instant | null
}
