import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { clearBudget } from '../attempts/clear-budget.ts'
import { settleTry } from '../attempts/settle-try.ts'
import { type Turn, takeTry } from '../attempts/take-try.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import { EMERGENCY_PROOF } from '../emergency/rules/figures.ts'
import type { SessionId } from '../kernel/ids.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { InForceNow } from '../launch/read-in-force.ts'
import { type Decision, decide } from '../programme/rules/decide.ts'
import { sessionEnd } from '../programme/rules/situation.ts'
import { type NewSession, openSession } from '../sessions/open-session.ts'
import { absoluteEnd } from '../sessions/rules/limits.ts'
import type { OpenedSession } from '../sessions/session-gate.ts'
import { type Attempt, endLogonAttempt } from './attempt-store.ts'
import { checkPasscode, type Proven } from './check-passcode.ts'
import { factsOfTrying } from './facts-of-trying.ts'
import { writeLockLetter } from './lock-letter.ts'
import { holdAttempt, type Presented, readAttempt } from './open-attempt.ts'
import { recordEmergency } from './record-emergency.ts'
import { writeReplayLetter } from './replay-letter.ts'
import { judgePasscodeStep } from './rules/judge-passcode-step.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
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
  const read = await readAttempt(world, asked, ['passcode'])
  if (!read.ok) return refused({ is: 'attempt', because: read.refusal })
  const { budgetKey: key } = read.value
  const attempted = await takeTry(world.database, world.waiting, { ...asked, key, lane: 'logon' })
  if (!attempted.ok) return refused({ is: 'busy' })
  const settled = attempted.value
  // Once more if the launch was decided anew or a credential closed in between: rolled back whole, nothing is spent.
  const opened = world.expectSession()
  const finished = await transact(world, asked, read.value, settled).catch((fault: unknown) => {
    if (fault instanceof DecidedAnew) return transact(world, asked, read.value, settled)
    throw fault
  })
  if (finished.ok) opened(finished.value)
  if (!finished.ok || finished.value.session.acr === EMERGENCY_PROOF.acr) world.mailQueued()
  return finished
}

/** Thrown to roll back a logon that was decided by what no longer holds: launch decisions, credentials. */
class DecidedAnew extends Error {}

/** Whose attempt it is never changes: the holder is asked for in the same breath as the attempt's lock. */
function transact(
  world: SignInWorld,
  asked: PasscodeStep,
  { accountId, budgetKey: budget }: Attempt,
  settled: Turn,
): Promise<Result<LoggedOn, StepRefusal>> {
  return world.database.write({ as: 'sign-in' }, async (tx) => {
    const [held, holder, now] = await Promise.all([
      holdAttempt(tx, world, asked, ['passcode']),
      findHolder(reading(tx), { accountId, budget }),
      world.inForce(reading(tx)),
    ])
    if (held.ok) return finish(tx, world, { asked, attempt: held.value, settled }, { holder, now })
    await settleTry(tx, settled, 'passed', asked.at)
    return refused({ is: 'attempt', because: held.refusal } as const)
  })
}

interface Step {
  readonly asked: PasscodeStep
  readonly attempt: Attempt
  readonly settled: Turn
}

interface Found {
  readonly holder: Holder | undefined
  readonly now: InForceNow
  readonly decision: Decision | null
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
  const trying = { ...step, typed: asked.passcode, at: asked.at }
  const checked = await checkPasscode(tx, world, trying, holder, barred !== null)
  if (barred !== null) return refuse(tx, world, step, found, barred)
  return checked.ok
    ? logOn(tx, world, step, found, checked.value)
    : refuse(tx, world, step, found, checked.refusal)
}

async function logOn(
  tx: Tx,
  world: SignInWorld,
  { asked, attempt, settled }: Step,
  found: Found,
  proven: Proven,
): Promise<Result<LoggedOn, never>> {
  const { at } = asked
  if (settled.is === 'locked' || attempt.passwordId === null)
    throw new Error('logged on without a try or a password')
  const session = newSession(world, attempt, found, { ...asked, proven })
  // Sent in this order: the budget's row, locked first, makes the logons of one account follow one another.
  const [, superseded] = await Promise.all([
    clearBudget(tx, settled, attempt.passwordId, at),
    openSession(tx, session),
    endLogonAttempt(tx, attempt, at),
  ])
  if (superseded === undefined) throw new DecidedAnew()
  await recordEmergency(tx, world, { session, holder: found.holder, used: proven.emergency })
  await recordEvent(tx, world, {
    kind: 'logon.completed',
    at,
    accountId: session.accountId,
    reference: null,
    facts: {
      door: attempt.door,
      attempt: attempt.id,
      session: session.id,
      acr: session.acr,
      outcome: found.decision?.outcome ?? null,
      superseded: superseded.join(' '),
    },
    particulars: { network: asked.network },
  })
  return done(openedSession(session, found))
}

function openedSession(session: NewSession, { holder, decision }: Found): OpenedSession {
  if (holder === undefined || decision === null) throw new Error('logged on without a holder')
  const { id, token, accountId, door, amr, acr, enteredAt, at, expiresAt } = session
  const { userId, displayName } = holder
  const live = { id, accountId, userId, displayName, door, amr, acr, enteredAt, createdAt: at, expiresAt }
  const functionOpen = decision.outcome === 'signed-in'
  return { token, session: live, functionOpen, nextChange: decision.nextChange, at }
}

function newSession(
  world: SignInWorld,
  attempt: Attempt,
  { holder, now, decision }: Found,
  { at, network, proven }: PasscodeStep & { readonly proven: Proven },
): NewSession {
  if (holder?.password == null || decision === null) throw new Error('logged on without a holder')
  const { amr, acr } = proven
  return {
    id: world.randomness.uuid() as SessionId,
    token: Buffer.from(world.randomness.bytes(32)).toString('base64url'),
    accountId: holder.accountId,
    door: attempt.door,
    epoch: world.epoch,
    amr,
    acr,
    attemptId: attempt.id,
    network,
    credentials: [holder.password.id, ...proven.credentials],
    enteredAt: attempt.begunAt,
    at,
    expiresAt: absoluteEnd(at, sessionEnd(now.inForce, attempt.door, world.site, at, attempt.begunAt)),
    nextChange: decision.nextChange,
    revision: now.revision,
    programmeId: world.programme.id,
  }
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
