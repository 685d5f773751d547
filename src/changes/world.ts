import type { KindsOfChange } from './catalogued.ts'
import type { ChangeWorld } from './kind.ts'

/** What the deeds of maker and checker work with. */
export interface RequestWorld extends ChangeWorld {
  /** The catalogue (src/catalogue.ts). What is not in it can't be asked for. */
  readonly kinds: KindsOfChange
  /** Called after a commit that may have queued mail. */
  readonly mailQueued: () => void
}
