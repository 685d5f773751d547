import { findHolder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { clearBudget } from '../attempts/clear-budget.ts'
import { settleTry } from '../attempts/settle-try.ts'
import { takeTry } from '../attempts/take-try.ts'
import type { Turn } from '../attempts/turn.ts'
import { recordEvent } from '../audit/record-event.ts'
import { goesWithCommit } from '../db/goes-with-commit.ts'
import { isNotAsForeseen } from '../db/not-as-foreseen.ts'
import { reading, type Tx } from '../db/transaction.ts'
import { EMERGENCY_PROOF } from '../emergency/rules/figures.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { InForceNow } from '../launch/read-in-force.ts'
import { decide } from '../programme/rules/decide.ts'
import { type NewSession, openSession } from '../sessions/open-session.ts'
import type { OpenedSession } from '../sessions/session-gate.ts'
import { type Attempt, endLogonAttempt } from './attempt-store.ts'
import type { Whose } from './begun-logons.ts'
import { checkLogonPasscode, type Proven } from './check-logon-passcode.ts'
import { factsOfTrying } from './facts-of-trying.ts'
import { writeLockLetter } from './lock-letter.ts'
import { holdAttempt, type Presented, readAttempt } from './open-attempt.ts'
import { recordEmergency } from './record-emergency.ts'
import { writeReplayLetter } from './replay-letter.ts'
import type { AttemptRefusal } from './rules/attempt-standing.ts'
import { judgePasscodeStep } from './rules/judge-passcode-step.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
import { type Found, newSession, openedSession } from './session-of-logon.ts'
import { lockFacts, settleLogon } from './settle-logon.ts'
import type { SignInWorld } from './world.ts'

export interface PasscodeStep extends Presented {
  readonly passcode: string
}

/** A logon session that has just begun. Its token is for this browser's cookie, seen nowhere else. */
export type LoggedOn = OpenedSession

/**
 * Second step of a logon. The passcode is counted, checked and spent, the attempt ended, the budget cleared and the
 * logon session begun in one transaction; a refusal commits its evidence in the same way. A second click finds the
 * attempt completed and changes nothing.
 */
export async function finishLogon(
  world: SignInWorld,
  asked: PasscodeStep,
): Promise<Result<LoggedOn, StepRefusal>> {
  const found = await whoseLogon(world, asked)
  if (!found.ok) return refused({ is: 'attempt', because: found.refusal })
  const whose = found.value
  const { budgetKey: key } = whose
  const attempted = await takeTry(world.database, world.waiting, { ...asked, key, lane: 'logon' })
  if (!attempted.ok) return refused({ is: 'busy' })
  const settled = attempted.value
  const recent = await world.recentInForce.now()
  const opened = world.expectSession()
  const finished = await transact(world, asked, whose, settled, recent).catch((fault: unknown) => {
    const otherwise = fault instanceof NotAsForeseen || isNotAsForeseen(fault)
    if (otherwise) return transact(world, asked, whose, settled, null)
    throw fault
  })
  if (finished.ok) opened(finished.value)
  if (!finished.ok || finished.value.session.acr === EMERGENCY_PROOF.acr) world.mailQueued()
  if (finished.ok && asked.ticket !== undefined) world.begunLogons.forget(asked.ticket)
  return finished
}

async function whoseLogon(world: SignInWorld, asked: PasscodeStep): Promise<Result<Whose, AttemptRefusal>> {
  const known = asked.ticket && world.begunLogons.whose(asked.ticket)
  return known === undefined ? readAttempt(world, asked, ['passcode']) : done(known)
}

/**
 * Thrown to roll a logon back whole, nothing of it spent, so that it is asked once more in turn. Foreseen is that he gets in:
 * by the launch decisions as last heard, with the passcode spent, the logon session begun and all of it committed in one breath. It is
 * otherwise where he is refused by those; and, which the database says (`isNotAsForeseen`), where the launch was decided anew or
 * a credential closed in between, and where the passcode was spent before.
 */
class NotAsForeseen extends Error {}

/** Whose attempt it is never changes: the holder is asked for in the same breath as the attempt's lock. */
function transact(
  world: SignInWorld,
  asked: PasscodeStep,
  { accountId, budgetKey: budget }: Whose,
  settled: Turn,
  foreseen: InForceNow | null,
): Promise<Result<LoggedOn, StepRefusal>> {
  return world.database.write({ as: 'sign-in' }, async (tx) => {
    const [held, holder, now] = await Promise.all([
      holdAttempt(tx, world, asked, ['passcode']),
      findHolder(reading(tx), { accountId, budget, at: asked.at }),
      foreseen ?? world.inForce(reading(tx)),
    ])
    const step = { asked, settled, foreseen: foreseen !== null }
    if (held.ok) return finish(tx, world, { ...step, attempt: held.value }, { holder, now })
    await settleTry(tx, settled, 'passed', asked.at)
    return refused({ is: 'attempt', because: held.refusal } as const)
  })
}

interface Step {
  readonly asked: PasscodeStep
  readonly attempt: Attempt
  readonly settled: Turn
  /** False where each waits for what it follows from. */
  readonly foreseen: boolean
}

async function finish(
  tx: Tx,
  world: SignInWorld,
  step: Step,
  { holder, now }: Omit<Found, 'decision'>,
): Promise<Result<LoggedOn, StepRefusal>> {
  const { attempt, asked } = step
  const facts = holder === undefined ? null : factsOfTrying(holder, step.settled, attempt.begunAt)
  const decision = facts === null ? null : decide(now.inForce, facts, attempt.door, world.site, asked.at)
  const found = { holder, now, decision }
  const evidence = {
    budget: step.settled.is,
    decision,
    fromHere: holder === undefined || mayComeFrom(holder, asked.ip),
    passwordUnchanged: holder?.password?.id === attempt.passwordId,
    channelInForce: decision?.channels.some((kind) => kind === attempt.channel) ?? false,
  }
  const barred = judgePasscodeStep({ ...evidence, passcode: null })
  if (step.foreseen && barred !== null) throw new NotAsForeseen()
  let begun: NewSession | undefined
  const spending = (proven: Proven) => {
    begun = begin(tx, world, step, found, proven)
  }
  const trying = { ...step, typed: asked.passcode, at: asked.at }
  const along = step.foreseen ? spending : undefined
  const checked = await checkLogonPasscode(tx, world, trying, holder, barred !== null, along)
  if (barred !== null) return refuse(tx, world, step, found, barred)
  if (!checked.ok) return refuse(tx, world, step, found, checked.refusal)
  const session = begun ?? begin(tx, world, step, found, checked.value)
  await recordEmergency(tx, world, { session, holder, used: checked.value.emergency })
  return done(openedSession(session, found))
}

/** Sends all of it, and waits for none: it goes with COMMIT. */
function begin(
  tx: Tx,
  world: SignInWorld,
  { asked, attempt, settled }: Step,
  found: Found,
  proven: Proven,
): NewSession {
  const { at, network } = asked
  if (settled.is === 'locked' || attempt.passwordId === null)
    throw new Error('logged on without a try or a password')
  const { amr, acr } = proven
  const by = { amr, acr, credentials: [attempt.passwordId, ...proven.credentials] }
  const session = newSession(world, attempt, found, { ...asked, by })
  const { id } = session
  const outcome = found.decision?.outcome ?? null
  const facts = { door: attempt.door, attempt: attempt.id, session: id, acr, outcome }
  // In this order: the budget's row, locked first, makes the logons of one account follow one another.
  goesWithCommit(clearBudget(tx, settled, attempt.passwordId, at))
  goesWithCommit(openSession(tx, world, session, { facts, particulars: { network } }))
  goesWithCommit(endLogonAttempt(tx, attempt, at))
  return session
}

async function refuse(
  tx: Tx,
  world: SignInWorld,
  step: Step,
  { holder }: Found,
  reason: RefusalReason,
): Promise<Result<never, StepRefusal>> {
  const { asked, attempt, settled } = step
  const reference = newReference(world.randomness)
  // What is no passcode at all is a slip of the hand, not a guess.
  const outcome = reason === 'malformed' ? 'passed' : 'failed'
  const lockedUntil = await settleLogon(tx, settled, outcome, asked.at)
  await recordEvent(tx, world, {
    kind: 'logon.passcode-refused',
    at: asked.at,
    accountId: attempt.accountId,
    reference,
    facts: {
      ...{ door: attempt.door, attempt: attempt.id, reason },
      ...lockFacts(attempt.budgetKey, lockedUntil),
    },
    particulars: { network: asked.network },
  })
  const to = { holder, door: attempt.door, network: asked.network, at: asked.at }
  await writeLockLetter(tx, world, { ...to, lockedUntil })
  if (reason === 'already-used') await writeReplayLetter(tx, world, to)
  return refused({ is: 'refused', reference })
}
