import type { Change, Counted } from './reconcile.ts'
import type { Fault } from './rules/fault.ts'
import type { StagedFile } from './stage-files.ts'

/** `would-change` after a dry run, `applied` after an apply; `faulty`: nothing can be brought in until all is mended. */
export type Outcome = 'faulty' | 'nothing-to-change' | 'would-change' | 'applied'

/** All that an import has to report: the same after a dry run and after an apply. */
export interface Reconciliation extends Counted {
  readonly outcome: Outcome
  readonly files: readonly StagedFile[]
  /** What is approved: SHA-256 over the four files' digests and the options that count. */
  readonly proposal: string
  readonly faults: Bounded<Fault>
  readonly warnings: Bounded<Fault>
  readonly changes: Bounded<Change>
}

/** The first thousand, and how many there are. */
export interface Bounded<T> {
  readonly first: readonly T[]
  readonly count: number
}

export const SHOWN = 1_000
