import { settleTry } from '../attempts/settle-try.ts'
import { takeTry } from '../attempts/take-try.ts'
import type { Asked, Turn } from '../attempts/turn.ts'
import type { Tx } from '../db/transaction.ts'
import { type Result, refused } from '../kernel/result.ts'
import type { Attempt } from './attempt-store.ts'
import type { Presented } from './open-attempt.ts'
import type { AttemptRefusal } from './rules/attempt-standing.ts'
import type { StepRefusal } from './rules/refusal.ts'
import type { SignInWorld } from './world.ts'

/** A step of a journey at which one factor is tried. */
interface TriedStep<Open extends Attempt, Proven> {
  /** The attempt as it was read: whose budget it is. */
  readonly read: Result<Open, AttemptRefusal>
  readonly lane: Asked['lane']
  /** What a refused try comes to: the page's word that it was too fast, or the same motions as with one. */
  readonly withoutTry: 'slow-down' | 'goes-on'
  /** The attempt again, locked. */
  readonly hold: (tx: Tx, read: Open) => Promise<Result<Open, AttemptRefusal>>
  /** Checks, settles the try, and does what follows from it, be it a letter to the holder. */
  readonly prove: (tx: Tx, attempt: Open, turn: Turn) => Promise<Result<Proven, StepRefusal>>
}

/**
 * The try is taken and committed before the attempt is locked; it is settled in the transaction of what it brings about. An
 * attempt that is gone by then was no guess, and costs none.
 */
export async function tryStep<Open extends Attempt, Proven>(
  world: SignInWorld,
  asked: Presented,
  { read, lane, withoutTry, hold, prove }: TriedStep<Open, Proven>,
): Promise<Result<Proven, StepRefusal>> {
  if (!read.ok) return refused({ is: 'attempt', because: read.refusal })
  const key = read.value.budgetKey
  const taken = await takeTry(world.database, world.waiting, { ...asked, key, lane })
  if (!taken.ok) return refused({ is: 'busy' })
  const turn = taken.value
  if (turn.is === 'locked' && withoutTry === 'slow-down') return refused({ is: 'slow-down' })
  const proven = await world.database.write({ as: 'sign-in' }, async (tx) => {
    const held = await hold(tx, read.value)
    if (held.ok) return prove(tx, held.value, turn)
    await settleTry(tx, turn, 'passed', asked.at)
    return refused({ is: 'attempt', because: held.refusal } as const)
  })
  world.mailQueued()
  return proven
}
