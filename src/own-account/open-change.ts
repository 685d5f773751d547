import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { reading, type Tx } from '../db/transaction.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { OwnChange } from '../kernel/vocabulary.ts'
import type { LiveSession } from '../sessions/check-session.ts'
import { isNotEnded } from '../sessions/own-sessions.ts'
import { type Attempt, type ChangeUnderWay, lockOpenAttempts } from '../sign-in/attempt-store.ts'
import { holdAttempt, type Presented, readAttempt } from '../sign-in/open-attempt.ts'
import type { AttemptRefusal } from '../sign-in/rules/attempt-standing.ts'
import type { ChangeStep } from '../sign-in/steps.ts'
import type { SignInWorld } from '../sign-in/world.ts'
import { changeableOf } from './changeable.ts'
import type { PasscodeProof } from './rules/judge-proof.ts'
import { mayChange } from './rules/may-change.ts'

/** What a browser shows to go on with a change: its ticket, the logon session it was begun in, and what its page names. */
export interface PresentedChange extends Presented {
  readonly session: LiveSession
  readonly change: OwnChange
}

/** An attempt of this journey. */
export interface ChangeAttempt extends Attempt {
  readonly change: ChangeUnderWay
}

/**
 * Reads the change a browser holds the ticket of, if it stands at one of `steps`, was begun in this logon session, and is
 * the one that the page names: a browser holds one ticket, and another tab may have begun something else.
 */
export async function readChange(
  world: SignInWorld,
  presented: PresentedChange,
  steps: readonly ChangeStep[],
): Promise<Result<ChangeAttempt, AttemptRefusal>> {
  return asPresented(await readAttempt(world, presented, steps), presented)
}

/**
 * The same, for the deed itself. It locks every open attempt of the account: changes of one account follow one another,
 * whichever browsers they come from, and a logon that is being finished is finished before.
 */
export async function holdChange(
  tx: Tx,
  world: SignInWorld,
  presented: PresentedChange,
  attempt: Attempt,
): Promise<Result<ChangeAttempt, AttemptRefusal>> {
  await lockOpenAttempts(tx, attempt.budgetKey)
  return asPresented(await holdAttempt(tx, world, presented, [attempt.step]), presented)
}

function asPresented(
  found: Result<Attempt, AttemptRefusal>,
  { session, change: named }: PresentedChange,
): Result<ChangeAttempt, AttemptRefusal> {
  if (!found.ok) return found
  const { change } = found.value
  if (change?.sessionId !== session.id) return refused('other-browser')
  return change.what === named ? done({ ...found.value, change }) : refused('other-change')
}

/** What is found out about a change before its passcode is looked at. */
export type Circumstances = Omit<PasscodeProof, 'budget' | 'passcode'>

/** Asked after the locks were taken: what stood when the change was begun may have been changed by another. */
export async function circumstancesOf(
  tx: Tx,
  world: SignInWorld,
  attempt: ChangeAttempt,
  { session, at }: PresentedChange,
): Promise<{ readonly holder: Holder; readonly circumstances: Circumstances }> {
  const holder = await findHolder(reading(tx), {
    accountId: attempt.accountId,
    budget: attempt.budgetKey,
    at,
  })
  if (holder === undefined) throw new Error(`the change ${attempt.id} has no account`)
  const { inForce } = await world.inForce(reading(tx))
  const circumstances = {
    status: holder.status,
    sessionLive: await isNotEnded(reading(tx), attempt.change.sessionId),
    passwordUnchanged: holder.password?.id === attempt.passwordId,
    obstacle: mayChange(attempt.change.what, changeableOf(world, inForce, holder, session, at)),
  }
  return { holder, circumstances }
}
