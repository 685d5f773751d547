import { factsOf } from '../accounts/facts-of.ts'
import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { settleTry } from '../attempts/settle-try.ts'
import { type Try, takeTry } from '../attempts/take-try.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import type { SessionId } from '../kernel/ids.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { type InForceNow, readInForce } from '../launch/read-in-force.ts'
import { type Decision, decide } from '../programme/rules/decide.ts'
import { sessionEnd } from '../programme/rules/situation.ts'
import { type NewSession, openSession } from '../sessions/open-session.ts'
import { absoluteEnd } from '../sessions/rules/limits.ts'
import { type Attempt, endAttempt, endInitiations } from './attempt-store.ts'
import { writeLockLetter } from './lock-letter.ts'
import { holdAttempt, type Presented, readAttempt } from './open-attempt.ts'
import { writeReplayLetter } from './replay-letter.ts'
import { channelsTaken } from './rules/channels-taken.ts'
import { judgePasscodeStep } from './rules/judge-passcode-step.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
import type { SignInWorld } from './world.ts'

export interface PasscodeStep extends Presented {
  readonly passcode: string
  readonly network: string
}

/** The token of a logon session that has just begun: for this browser's cookie, seen nowhere else. */
export interface LoggedOn {
  readonly token: string
}

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
  const attempted = await takeTry(world.database, world.waiting, { key, lane: 'logon', at: asked.at })
  if (!attempted.ok && attempted.refusal === 'busy') return refused({ is: 'busy' })
  const settled: Try | 'none' = attempted.ok ? attempted.value : 'none'
  // Once more if the launch was decided anew or a credential closed in between: rolled back whole, nothing is spent.
  const finished = await transact(world, asked, settled).catch((fault: unknown) => {
    if (fault instanceof DecidedAnew) return transact(world, asked, settled)
    throw fault
  })
  if (!finished.ok) world.mailQueued()
  return finished
}

/** Thrown to roll back a logon that was decided by what no longer holds: launch decisions, credentials. */
class DecidedAnew extends Error {}

function transact(
  world: SignInWorld,
  asked: PasscodeStep,
  settled: Try | 'none',
): Promise<Result<LoggedOn, StepRefusal>> {
  return world.database.write({ as: 'sign-in' }, async (tx) => {
    const held = await holdAttempt(tx, world, asked, ['passcode'])
    if (held.ok) return finish(tx, world, { asked, attempt: held.value, settled })
    await settleTry(tx, settled, 'passed', asked.at)
    return refused({ is: 'attempt', because: held.refusal } as const)
  })
}

interface Step {
  readonly asked: PasscodeStep
  readonly attempt: Attempt
  readonly settled: Try | 'none'
}

interface Found {
  readonly holder: Holder | undefined
  readonly now: InForceNow
  readonly decision: Decision | null
}

async function finish(tx: Tx, world: SignInWorld, step: Step): Promise<Result<LoggedOn, StepRefusal>> {
  const { attempt, asked } = step
  const holder = await findHolder(reading(tx), { accountId: attempt.accountId, budget: attempt.budgetKey })
  const now = await readInForce(reading(tx), world.programme)
  const facts = holder === undefined ? null : factsOf(holder, attempt.begunAt)
  const decision = facts === null ? null : decide(now.inForce, facts, attempt.door, world.site, asked.at)
  const found = { holder, now, decision }
  const taken = channelsTaken(world.programme, attempt.door, holder?.channels ?? [])
  const reason = judgePasscodeStep({
    budget: step.settled === 'none' ? 'locked' : 'taken',
    decision,
    passwordUnchanged: holder?.password?.id === attempt.passwordId,
    channelInForce: taken.some(({ kind }) => kind === attempt.channel),
    passcode: await check(tx, world, step, holder),
  })
  return reason === null ? logOn(tx, world, step, found) : refuse(tx, world, step, found, reason)
}

/** Without a try nothing is checked. */
async function check(
  tx: Tx,
  world: SignInWorld,
  { asked, attempt, settled }: Step,
  holder: Holder | undefined,
): Promise<RefusalReason | null> {
  const credential = holder?.channels.find(({ kind }) => kind === attempt.channel)
  if (settled === 'none' || holder === undefined || credential === undefined) return 'wrong'
  const checked = await world.channels[credential.kind].check(
    tx,
    {
      attemptId: attempt.id,
      purpose: 'logon',
      epoch: world.epoch,
      at: asked.at,
      credential: { ...credential, accountId: holder.accountId },
    },
    asked.passcode,
  )
  return checked.ok ? null : checked.refusal
}

async function logOn(
  tx: Tx,
  world: SignInWorld,
  { asked, attempt, settled }: Step,
  found: Found,
): Promise<Result<LoggedOn, never>> {
  const { at } = asked
  await endAttempt(tx, attempt.id, at)
  await endInitiations(tx, attempt.budgetKey, at)
  await settleTry(tx, settled, 'completed', at)
  const session = newSession(world, attempt, found, asked)
  const superseded = await openSession(tx, session)
  if (superseded === undefined) throw new DecidedAnew()
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
  return done({ token: session.token })
}

function newSession(
  world: SignInWorld,
  attempt: Attempt,
  { holder, now, decision }: Found,
  { at, network }: PasscodeStep,
): NewSession {
  const channel = holder?.channels.find(({ kind }) => kind === attempt.channel)
  if (holder?.password == null || decision === null || channel === undefined)
    throw new Error('logged on without a holder')
  const { amr, acr } = world.channels[channel.kind]
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
    credentials: [holder.password.id, channel.id],
    enteredAt: attempt.begunAt,
    at,
    expiresAt: absoluteEnd(at, sessionEnd(now.inForce, world.site, at, attempt.begunAt)),
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
  const lockedUntil = await settleTry(tx, settled, reason === 'malformed' ? 'passed' : 'failed', asked.at)
  await recordEvent(tx, world, {
    kind: 'logon.passcode-refused',
    at: asked.at,
    accountId: attempt.accountId,
    reference,
    facts: { door: attempt.door, attempt: attempt.id, reason, lockedUntil: lockedUntil?.toString() ?? null },
    particulars: { network: asked.network },
  })
  const to = { holder, door: attempt.door, network: asked.network, at: asked.at }
  await writeLockLetter(tx, world, { ...to, lockedUntil })
  if (reason === 'already-used') await writeReplayLetter(tx, world, to)
  return refused({ is: 'refused', reference })
}
