import type { Instant } from '../../kernel/instant.ts'
import type { Programme } from '../programme.ts'

/** What is decided by: a file, and what people recorded about its launch, oldest first. */
export interface InForce {
  readonly programme: Programme
  readonly decisions: readonly LaunchDecision[]
}

export interface LaunchDecision {
  readonly kind: 'go' | 'no-go'
  readonly decidedAt: Instant
  /** Two operators, by User ID. */
  readonly maker: string
  readonly checker: string
  readonly remark: string
}
