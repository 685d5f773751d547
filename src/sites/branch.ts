import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** `opening` and `discarding` were begun and can be finished or repeated, whoever was killed meanwhile. */
export type BranchState = 'opening' | 'open' | 'discarding' | 'discarded'

/** A copy of the data for a session that is not carried forward. */
export interface Branch {
  /** Counts up, never used again. */
  readonly number: number
  readonly state: BranchState
  readonly epoch: Epoch
  readonly openedAt: Instant | null
  /** The end of the window it was approved for. */
  readonly until: Instant
}

export function epochOfBranch(number: number): Epoch {
  return `secondary/${number}` as Epoch
}
