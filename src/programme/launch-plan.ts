import type { SystemId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Block, Text } from './block.ts'

/** The launch as a programme file plans it: when who switches, and how long the smartcard goes on. */
export interface Launch extends Block {
  readonly title: Text
  readonly date: Temporal.PlainDate
  /** A tentative launch needs a go; a firm one happens unless there is a no-go. */
  readonly status: 'tentative' | 'firm'
  readonly effect: Text
  readonly conditions: readonly Text[]
  readonly switchesAt: Instant
  readonly switch: Block
  /** Inclusive: a go decided at `decideBy` counts. */
  readonly decision: Block & { readonly decideBy: Instant; readonly operators: 2 }
  /** Null: the launch replaces the smartcard. */
  readonly parallelRun: ParallelRun | null
  /** Who switches on a day of his own. A person belongs to the first wave that names him. */
  readonly waves: readonly Wave[]
}

/** After the launch smartcard and 2FA stand side by side, to a last day. */
export interface ParallelRun extends Block {
  readonly lastSmartcardDays: readonly LastSmartcardDay[]
  /** Where a participant has another last day. */
  readonly exceptions: readonly (LastSmartcardDay & { readonly participant: string })[]
  /** What is said at the closed door afterwards. */
  readonly message: Text
}

export interface LastSmartcardDay extends Block {
  readonly system: SystemId
  /** Inclusive: to 24:00. */
  readonly date: Temporal.PlainDate
  readonly closesAt: Instant
}

export interface Wave extends Block {
  readonly id: string
  readonly title: Text
  /** Null: of any role; at any participant. Where both are named, both must fit. */
  readonly roles: readonly string[] | null
  readonly participants: readonly string[] | null
  readonly date: Temporal.PlainDate
  readonly switchesAt: Instant
  readonly switch: Block
}
