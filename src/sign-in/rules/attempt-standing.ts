import { sameDigest } from '../../kernel/digest.ts'
import type { DoorId, Epoch } from '../../kernel/ids.ts'
import { type Instant, isAtOrBefore } from '../../kernel/instant.ts'

export interface AttemptFacts {
  readonly door: DoorId
  readonly epoch: Epoch
  readonly browserDigest: Uint8Array
  readonly step: string
  readonly expiresAt: Instant
  readonly endedAt: Instant | null
}

/**
 * `completed`: this attempt has done its work (a second click, the back button); nothing is checked again.
 * `other-change`: of two changes of one's own account, this page's is not the one last begun.
 */
export type AttemptRefusal =
  | 'no-attempt'
  | 'other-browser'
  | 'other-change'
  | 'other-door'
  | 'other-epoch'
  | 'completed'
  | 'expired'
  | 'other-step'

interface Presented {
  readonly door: DoorId
  readonly epoch: Epoch
  readonly browserDigest: Uint8Array
  readonly steps: readonly string[]
  readonly at: Instant
}

type Check = (attempt: AttemptFacts, presented: Presented) => boolean

/** In this order; the first that holds refuses. */
const REFUSALS: readonly (readonly [AttemptRefusal, Check])[] = [
  ['other-browser', (attempt, presented) => !sameDigest(attempt.browserDigest, presented.browserDigest)],
  ['other-door', (attempt, presented) => attempt.door !== presented.door],
  ['other-epoch', (attempt, presented) => attempt.epoch !== presented.epoch],
  ['completed', (attempt) => attempt.endedAt !== null],
  ['expired', (attempt, presented) => isAtOrBefore(attempt.expiresAt, presented.at)],
  ['other-step', (attempt, presented) => !presented.steps.includes(attempt.step)],
]

/**
 * The same where the browser's own proof is not to be had: the listener that asks for a card is another host, to which it
 * sends no cookie of this one. Whoever has the attempt's id may prove a card for it; to be logged on takes the ticket.
 */
export function attemptStandingOfCard(
  attempt: AttemptFacts | undefined,
  presented: Omit<Presented, 'browserDigest'>,
): AttemptRefusal | null {
  if (attempt === undefined) return 'no-attempt'
  return attemptStanding(attempt, { ...presented, browserDigest: attempt.browserDigest })
}

/** Null when this browser may go on with the attempt at one of these steps. */
export function attemptStanding(
  attempt: AttemptFacts | undefined,
  presented: Presented,
): AttemptRefusal | null {
  if (attempt === undefined) return 'no-attempt'
  return REFUSALS.find(([, refuses]) => refuses(attempt, presented))?.[0] ?? null
}
