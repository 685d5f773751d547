import type { RequestWorld } from '../changes/world.ts'
import type { Milestone } from '../programme/rules/milestones.ts'
import type { SignInWorld } from '../sign-in/world.ts'

export interface SurfaceWorld extends SignInWorld, RequestWorld {
  /** Called once an uploaded file is there to be looked at. */
  readonly uploadReceived: () => void
  /** In the demo only: the instants its clock bar jumps to. */
  readonly demoClock: { readonly milestones: readonly Milestone[] } | null
}
