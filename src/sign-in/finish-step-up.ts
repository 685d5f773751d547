import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { settleTry } from '../attempts/settle-try.ts'
import type { Turn } from '../attempts/turn.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { LiveSession } from '../sessions/check-session.ts'
import { isNotEnded } from '../sessions/own-sessions.ts'
import { stepUpSession } from '../sessions/step-up-session.ts'
import { type Attempt, endAttempt } from './attempt-store.ts'
import { checkPasscode } from './check-passcode.ts'
import { holdAttempt, type Presented, readAttempt } from './open-attempt.ts'
import { refusePasscode } from './refuse-passcode.ts'
import type { AttemptRefusal } from './rules/attempt-standing.ts'
import { channelsTaken } from './rules/channels-taken.ts'
import { judgeStepUp } from './rules/judge-step-up.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
import type { StepUpStep } from './steps.ts'
import { tryStep } from './try-step.ts'
import type { SignInWorld } from './world.ts'

/** What a browser shows to go on with a step-up: its ticket, and the logon session it was begun in. */
export interface PresentedStepUp extends Presented {
  readonly session: LiveSession
}

export interface StepUpProven extends PresentedStepUp {
  readonly passcode: string
}

const STEPS: readonly StepUpStep[] = ['step-up-passcode', 'step-up-card']
const BY_PASSCODE: readonly StepUpStep[] = ['step-up-passcode']

/** The step-up a browser holds the ticket of, if it was begun in this logon session and still waits for its proof. */
export async function readStepUp(
  world: SignInWorld,
  presented: PresentedStepUp,
): Promise<Result<Attempt, AttemptRefusal>> {
  return ofSession(await readAttempt(world, presented, STEPS), presented)
}

/** Attack: a step-up begun in one logon session is of no use in another of the same person. */
export function ofSession(
  found: Result<Attempt, AttemptRefusal>,
  { session }: Pick<PresentedStepUp, 'session'>,
) {
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
  return tryStep(world, asked, {
    read: await readStepUp(world, asked),
    lane: 'logon',
    withoutTry: 'goes-on',
    hold: async (tx) => ofSession(await holdAttempt(tx, world, asked, BY_PASSCODE), asked),
    prove: (tx, attempt, settled) => prove(tx, world, { asked, attempt, settled }),
  })
}

interface Proving {
  readonly asked: StepUpProven
  readonly attempt: Attempt
  readonly settled: Turn
}

async function prove(tx: Tx, world: SignInWorld, proving: Proving): Promise<Result<null, StepRefusal>> {
  const { asked, attempt, settled } = proving
  const { accountId, budgetKey: budget } = attempt
  const holder = await findHolder(reading(tx), { accountId, budget, at: asked.at })
  if (holder === undefined) throw new Error(`the step-up ${attempt.id} has no account`)
  const reason = judgeStepUp({
    budget: settled.is,
    status: holder.status,
    sessionLive: await isNotEnded(reading(tx), asked.session.id),
    passwordUnchanged: holder.password?.id === attempt.passwordId,
    proof: settled.is === 'locked' ? 'wrong' : await check(tx, world, proving, holder),
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

function check(tx: Tx, world: SignInWorld, { asked, attempt }: Proving, holder: Holder) {
  const { at, passcode } = asked
  const visit = { door: attempt.door, enteredAt: attempt.begunAt, at }
  const by = channelsTaken(world.programme, holder, visit).find(({ kind }) => kind === attempt.channel)
  return checkPasscode(tx, world, { attempt, holder, purpose: 'step-up', passcode, at, by })
}

function refuse(
  tx: Tx,
  world: SignInWorld,
  { asked, attempt, settled }: Proving,
  holder: Holder,
  reason: RefusalReason,
) {
  const { network, at, session } = asked
  const refusal = { attempt, session: session.id, holder, settled, reason, network, at }
  return refusePasscode(tx, world, { event: 'step-up.refused', ...refusal })
}
