import type { SystemId, UserId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Programme } from '../programme.ts'

/** What is decided by: a file, its sessions as long as they were extended, and what people recorded, oldest first. */
export interface InForce {
  readonly programme: Programme
  readonly decisions: readonly LaunchDecision[]
}

/** What two operators signed about the launch. It counts from `decidedAt` on, never before. */
export type LaunchDecision = Signed &
  (
    | { readonly kind: 'go' | 'no-go' }
    /** A new day for everybody asks for a new go, by a new decision time. */
    | {
        readonly kind: 'postponement'
        readonly of: 'everybody'
        readonly switchesAt: Instant
        readonly decideBy: Instant
      }
    | { readonly kind: 'postponement'; readonly of: Some; readonly switchesAt: Instant }
    /** As before the switch, until a postponement names a new day. */
    | { readonly kind: 'rollback'; readonly of: 'everybody' | Some }
    /** The smartcard doors of a system, open again for so many business days after they closed. */
    | {
        readonly kind: 'grace'
        readonly of: Some
        readonly system: SystemId
        readonly businessDays: number
      }
    /** A test session that runs goes on until then (`extended.ts`). */
    | { readonly kind: 'extension'; readonly session: string; readonly until: Instant }
  )

/** Whom a decision is about, where it is not about everybody. */
export type Some = { readonly participant: string } | { readonly person: UserId }

interface Signed {
  readonly decidedAt: Instant
  /** Two operators, by User ID. */
  readonly maker: string
  readonly checker: string
  readonly remark: string
}
