import type { RequestWorld } from '../changes/world.ts'
import type { Standing as Pairing } from '../db/follow-authority.ts'
import type { ReportStore } from '../overnight-reports/report-store.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import type { Milestone } from '../programme/rules/milestones.ts'
import type { SignInWorld } from '../sign-in/world.ts'
import type { CardWorld } from './card/world.ts'

export interface SurfaceWorld extends SignInWorld, RequestWorld {
  /** Null where no smartcard can log on: no listener asks for one. */
  readonly cards: CardWorld | null
  /** What is in force as this node last read it: for a banner, which decides nothing. */
  readonly lastInForce: () => InForce
  /** How the two sites stand to each other, as this node last saw it; null where there is one. */
  readonly pairing: () => Pairing | null
  /** Where the bytes of overnight reports lie. */
  readonly reports: ReportStore
  /** Called once an uploaded file is there to be looked at. */
  readonly uploadReceived: () => void
  /** In the demo only: the instants its clock bar jumps to. */
  readonly demoClock: { readonly milestones: readonly Milestone[] } | null
}
