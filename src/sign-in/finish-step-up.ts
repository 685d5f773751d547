import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { settleTry } from '../attempts/settle-try.ts'
import { type Turn, takeTry } from '../attempts/take-try.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { LiveSession } from '../sessions/check-session.ts'
import { isNotEnded } from '../sessions/own-sessions.ts'
import { stepUpSession } from '../sessions/step-up-session.ts'
import { type Attempt, endAttempt } from './attempt-store.ts'
import { writeLockLetter } from './lock-letter.ts'
import { holdAttempt, type Presented, readAttempt } from './open-attempt.ts'
import { writeReplayLetter } from './replay-letter.ts'
import type { AttemptRefusal } from './rules/attempt-standing.ts'
import { channelsTaken } from './rules/channels-taken.ts'
import { judgeStepUp } from './rules/judge-step-up.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
import { lockFacts, settleLogon } from './settle-logon.ts'
import type { StepUpStep } from './steps.ts'
import type { SignInWorld } from './world.ts'

/** What a browser shows to go on with a step-up: its ticket, and the logon session it was begun in. */
export interface PresentedStepUp extends Presented {
  readonly session: LiveSession
}

export interface StepUpProven extends PresentedStepUp {
  readonly passcode: string
}

const STEP: readonly StepUpStep[] = ['step-up-passcode']

/** The step-up a browser holds the ticket of, if it was begun in this logon session and still waits for its passcode. */
export async function readStepUp(
  world: SignInWorld,
  presented: PresentedStepUp,
): Promise<Result<Attempt, AttemptRefusal>> {
  return ofSession(await readAttempt(world, presented, STEP), presented)
}

function ofSession(found: Result<Attempt, AttemptRefusal>, { session }: PresentedStepUp) {
  return found.ok && found.value.sessionId !== session.id ? refused('other-browser' as const) : found
}

/**
 * A passcode of a step-up: counted on the account's one budget (attack 14), checked and spent, in the transaction in which
 * the session is stepped up. It proves one factor, so it gives its own try back and clears nothing (attack 13).
 */
export async function finishStepUp(
  world: SignInWorld,
  asked: StepUpProven,
): Promise<Result<null, StepRefusal>> {
  const read = await readStepUp(world, asked)
  if (!read.ok) return refused({ is: 'attempt', because: read.refusal })
  const key = read.value.budgetKey
  const attempted = await takeTry(world.database, world.waiting, { ...asked, key, lane: 'logon' })
  if (!attempted.ok) return refused({ is: 'busy' })
  const settled = attempted.value
  const finished = await world.database.write({ as: 'sign-in' }, async (tx) => {
    const held = ofSession(await holdAttempt(tx, world, asked, STEP), asked)
    if (held.ok) return prove(tx, world, { asked, attempt: held.value, settled })
    await settleTry(tx, settled, 'passed', asked.at)
    return refused({ is: 'attempt', because: held.refusal } as const)
  })
  world.mailQueued()
  return finished
}

interface Proving {
  readonly asked: StepUpProven
  readonly attempt: Attempt
  readonly settled: Turn
}

async function prove(tx: Tx, world: SignInWorld, proving: Proving): Promise<Result<null, StepRefusal>> {
  const { asked, attempt, settled } = proving
  const { accountId, budgetKey: budget } = attempt
  const holder = await findHolder(reading(tx), { accountId, budget })
  if (holder === undefined) throw new Error(`the step-up ${attempt.id} has no account`)
  const reason = judgeStepUp({
    budget: settled.is,
    status: holder.status,
    sessionLive: await isNotEnded(reading(tx), asked.session.id),
    passwordUnchanged: holder.password?.id === attempt.passwordId,
    passcode: settled.is === 'locked' ? 'wrong' : await check(tx, world, proving, holder),
  })
  if (reason !== null) return refuse(tx, world, proving, holder, reason)
  // Ended since it was looked at: then nothing is stepped up.
  if (!(await stepUpSession(tx, asked.session.id, asked.at)))
    return refuse(tx, world, proving, holder, 'session-ended')
  await settleTry(tx, settled, 'passed', asked.at)
  await endAttempt(tx, attempt.id, asked.at)
  await recordEvent(tx, world, {
    kind: 'session.stepped-up',
    at: asked.at,
    accountId: holder.accountId,
    reference: null,
    facts: { door: attempt.door, session: asked.session.id, attempt: attempt.id, channel: attempt.channel },
    particulars: { network: asked.network },
  })
  return done(null)
}

async function check(
  tx: Tx,
  world: SignInWorld,
  { asked, attempt }: Proving,
  holder: Holder,
): Promise<RefusalReason | null> {
  const visit = { door: attempt.door, enteredAt: attempt.begunAt, at: asked.at }
  const taken = channelsTaken(world.programme, holder, visit)
  const credential = taken.find(({ kind }) => kind === attempt.channel)
  if (credential === undefined) return 'channel-refused'
  const checked = await world.channels[credential.kind].check(
    tx,
    {
      attemptId: attempt.id,
      purpose: 'step-up',
      epoch: world.epoch,
      at: asked.at,
      credential: { ...credential, accountId: holder.accountId },
    },
    asked.passcode,
  )
  return checked.ok ? null : checked.refusal
}

async function refuse(
  tx: Tx,
  world: SignInWorld,
  { asked, attempt, settled }: Proving,
  holder: Holder,
  reason: RefusalReason,
): Promise<Result<never, StepRefusal>> {
  const { network, at, session } = asked
  const reference = newReference(world.randomness)
  // What is no passcode at all is a slip of the hand, not a guess.
  const lockedUntil = await settleLogon(tx, settled, reason === 'malformed' ? 'passed' : 'failed', at)
  await recordEvent(tx, world, {
    kind: 'step-up.refused',
    at,
    accountId: holder.accountId,
    reference,
    facts: {
      door: attempt.door,
      session: session.id,
      attempt: attempt.id,
      reason,
      ...lockFacts(settled.key, lockedUntil),
    },
    particulars: { network },
  })
  const to = { holder, door: attempt.door, network, at }
  await writeLockLetter(tx, world, { ...to, lockedUntil })
  if (reason === 'already-used') await writeReplayLetter(tx, world, to)
  return refused({ is: 'refused', reference })
}
