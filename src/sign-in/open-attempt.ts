import type { Database, ReadDb, Tx } from '../db/transaction.ts'
import type { DoorId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Source } from '../kernel/source.ts'
import { type Attempt, findAttempt, lockAttempt } from './attempt-store.ts'
import { type AttemptRefusal, attemptStanding } from './rules/attempt-standing.ts'
import type { AttemptStep } from './steps.ts'
import { type Ticket, ticketDigest } from './ticket.ts'

/** What a browser shows to go on with its attempt. */
export interface Presented extends Source {
  /** Undefined when the browser has none. */
  readonly ticket: Ticket | undefined
  readonly door: DoorId
  readonly at: Instant
}

interface AttemptWorld {
  readonly database: Database
  readonly epoch: Epoch
}

/** Reads the attempt a browser holds the ticket of, if it stands at one of `steps`. */
export function readAttempt(
  world: AttemptWorld,
  presented: Presented,
  steps: readonly AttemptStep[],
): Promise<Result<Attempt, AttemptRefusal>> {
  return world.database.readAtOnce({ as: 'sign-in' }, (db) =>
    open(db, findAttempt, world.epoch, presented, steps),
  )
}

/** The same, locking the attempt: whatever its browser sends at once, its deeds follow one another. */
export function holdAttempt(
  tx: Tx,
  world: AttemptWorld,
  presented: Presented,
  steps: readonly AttemptStep[],
): Promise<Result<Attempt, AttemptRefusal>> {
  return open(tx, lockAttempt, world.epoch, presented, steps)
}

async function open<Db extends ReadDb | Tx>(
  db: Db,
  find: (db: Db, id: Attempt['id']) => Promise<Attempt | undefined>,
  epoch: Epoch,
  { ticket, door, at }: Presented,
  steps: readonly AttemptStep[],
): Promise<Result<Attempt, AttemptRefusal>> {
  if (ticket === undefined) return refused('no-attempt')
  const attempt = await find(db, ticket.attemptId)
  const refusal = attemptStanding(attempt, { door, epoch, browserDigest: ticketDigest(ticket), steps, at })
  if (attempt === undefined || refusal !== null) return refused(refusal ?? 'no-attempt')
  return done(attempt)
}
