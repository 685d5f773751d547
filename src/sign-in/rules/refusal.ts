import type { Reference } from '../../kernel/ids.ts'
import type { ReasonCode } from '../../programme/rules/reasons.ts'
import type { AttemptRefusal } from './attempt-standing.ts'

/** Machine reasons of every refusal in a journey. They go into audit events; a page shows a reference instead. */
export type RefusalReason =
  | ReasonCode
  | AttemptRefusal
  | 'unknown-user'
  | 'wrong-password'
  | 'other-network'
  | 'password-changed'
  | 'already-initiated'
  | 'session-ended'
  | 'not-offered'
  | 'wrong'
  | 'expired'
  | 'already-used'
  | 'malformed'
  | 'no-tries-left'
  | 'no-live-code'
  | 'broken-seal'
  | 'unknown-card'
  | 'other-card'
  | 'card-ended'
  | 'no-card-password'

/**
 * What a page may know of a refused step. `refused`: one and the same whatever the reason, told by its reference.
 * `attempt`: the attempt can't go on (begin again, or it is already done). `slow-down`: the day's tries are used up, one
 * a minute is let through. `busy`: too much is waiting, nothing was decided (503).
 */
export type StepRefusal =
  | { readonly is: 'refused'; readonly reference: Reference }
  | { readonly is: 'attempt'; readonly because: AttemptRefusal }
  | { readonly is: 'slow-down' }
  | { readonly is: 'busy' }
