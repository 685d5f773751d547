import { factsOf } from '../accounts/facts-of.ts'
import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { settleTry } from '../attempts/settle-try.ts'
import { type Try, takeTry } from '../attempts/take-try.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import { type BudgetKey, type DoorId, parseUserId, type Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Language } from '../kernel/vocabulary.ts'
import { readInForce } from '../launch/read-in-force.ts'
import { decide } from '../programme/rules/decide.ts'
import { insertAttempt } from './attempt-store.ts'
import { writeLockLetter } from './lock-letter.ts'
import { openPassword } from './password-credential.ts'
import { channelsTaken } from './rules/channels-taken.ts'
import { judgePasswordStep } from './rules/judge-password-step.ts'
import type { RefusalReason } from './rules/refusal.ts'
import { mailPasscode } from './send-passcode.ts'
import { newTicket, type Ticket } from './ticket.ts'
import type { SignInWorld } from './world.ts'

export interface PasswordStep {
  readonly door: DoorId
  readonly typedUserId: string
  readonly password: string
  readonly network: string
  readonly language: Language
  readonly at: Instant
}

/** `refused`: one and the same for every reason; `busy`: too much is waiting, nothing was decided (a 503). */
export type LogonRefusal = { readonly is: 'refused'; readonly reference: Reference } | { readonly is: 'busy' }

/**
 * First step of a logon: User ID and password. Takes a try before it looks anything up; costs one hash and the same
 * statements whoever is named. When all is right an attempt begins, bound to a new ticket (attack 27).
 */
export async function beginLogon(
  world: SignInWorld,
  asked: PasswordStep,
): Promise<Result<Ticket, LogonRefusal>> {
  const key = budgetKeyOf(world.sealer, asked.typedUserId)
  const attempted = await takeTry(world.database, world.waiting, { key, lane: 'logon', at: asked.at })
  if (!attempted.ok && attempted.refusal === 'busy') return refused({ is: 'busy' })
  const found = await lookUp(world, asked, key)
  const password = openPassword(world.sealer, found.holder)
  const matched = await world.hasher.verify(password.phc, asked.password, asked.network)
  const settled: Try | 'none' = attempted.ok ? attempted.value : 'none'
  if (!matched.ok) return giveBack(world, settled, asked.at)
  const reason = judgePasswordStep({
    budget: attempted.ok ? 'taken' : 'locked',
    decision: found.decision,
    hasPassword: password.phc !== null,
    brokenSeal: password.brokenSeal,
    passwordMatched: matched.value,
  })
  const step = { asked, key, settled, matched: matched.value, holder: found.holder }
  return reason === null ? accept(world, step) : refuse(world, step, reason)
}

async function lookUp(world: SignInWorld, asked: PasswordStep, budget: BudgetKey) {
  return world.database.read({ as: 'sign-in' }, async (db) => {
    const holder = await findHolder(db, { userId: parseUserId(asked.typedUserId), budget })
    const { inForce } = await readInForce(db, world.programme)
    const decision =
      holder === undefined ? null : decide(inForce, factsOf(holder, null), asked.door, world.site, asked.at)
    return { holder, decision }
  })
}

interface Step {
  readonly asked: PasswordStep
  readonly key: BudgetKey
  readonly settled: Try | 'none'
  readonly matched: boolean
  readonly holder: Holder | undefined
}

async function giveBack(
  world: SignInWorld,
  settled: Try | 'none',
  at: Instant,
): Promise<Result<never, LogonRefusal>> {
  await world.database.write({ as: 'sign-in' }, (tx) => settleTry(tx, settled, 'passed', at))
  return refused({ is: 'busy' })
}

async function refuse(
  world: SignInWorld,
  step: Step,
  reason: RefusalReason,
): Promise<Result<never, LogonRefusal>> {
  const reference = newReference(world.randomness)
  const mailed = await world.database.write({ as: 'sign-in' }, async (tx) => {
    const lockedUntil = await settleTry(tx, step.settled, step.matched ? 'passed' : 'failed', step.asked.at)
    await recordRefusal(tx, world, step, { reason, reference, lockedUntil })
    return writeLockLetter(tx, world, { holder: step.holder, lockedUntil, ...step.asked })
  })
  if (mailed) world.mailQueued()
  return refused({ is: 'refused', reference })
}

interface Refused {
  readonly reason: RefusalReason
  readonly reference: Reference
  readonly lockedUntil: Instant | null
}

function recordRefusal(
  tx: Tx,
  world: SignInWorld,
  { asked, holder, key }: Step,
  why: Refused,
): Promise<void> {
  return recordEvent(tx, world, {
    kind: 'logon.password-refused',
    at: asked.at,
    accountId: holder?.accountId ?? null,
    reference: why.reference,
    facts: {
      door: asked.door,
      reason: why.reason,
      budget: key,
      lockedUntil: why.lockedUntil?.toString() ?? null,
    },
    particulars: { typed: asked.typedUserId.slice(0, 64), network: asked.network },
  })
}

async function accept(
  world: SignInWorld,
  { asked, key, settled, holder }: Step,
): Promise<Result<Ticket, LogonRefusal>> {
  const [channel] = holder === undefined ? [] : channelsTaken(world.programme, asked.door, holder.channels)
  if (holder === undefined || holder.password === null || channel === undefined) {
    throw new Error('a logon was accepted for an account that is not initiated')
  }
  const passwordId = holder.password.id
  const ticket = newTicket(world.randomness, world.randomness.uuid() as Ticket['attemptId'])
  const { door, network, language, at } = asked
  await world.database.write({ as: 'sign-in' }, async (tx) => {
    await settleTry(tx, settled, 'passed', at)
    await insertAttempt(tx, {
      ticket,
      journey: 'logon',
      door,
      epoch: world.epoch,
      budgetKey: key,
      accountId: holder.accountId,
      passwordId,
      step: 'passcode',
      channel: channel.kind,
      network,
      language,
      at,
    })
    await recordEvent(tx, world, {
      kind: 'logon.password-accepted',
      at,
      accountId: holder.accountId,
      reference: null,
      facts: { door, attempt: ticket.attemptId, channel: channel.kind },
      particulars: { network },
    })
    if (channel.kind === 'email')
      await mailPasscode(tx, world, { holder, attemptId: ticket.attemptId, door, network, at }, 'logon')
  })
  if (channel.kind === 'email') world.mailQueued()
  return done(ticket)
}
