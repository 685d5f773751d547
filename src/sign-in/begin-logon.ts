import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { openPassword } from '../accounts/password-credential.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { settleTry } from '../attempts/settle-try.ts'
import { type Turn, takeTryBeside } from '../attempts/take-try.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import { type DoorId, parseUserId, type Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Source } from '../kernel/source.ts'
import type { Language } from '../kernel/vocabulary.ts'
import { type Ruling, ruleAt } from '../programme/rules/decide.ts'
import { insertAttempt } from './attempt-store.ts'
import { factsOfTrying } from './facts-of-trying.ts'
import { writeLockLetter } from './lock-letter.ts'
import { hashAnew, renewHash } from './renew-hash.ts'
import { judgePasswordStep } from './rules/judge-password-step.ts'
import type { RefusalReason } from './rules/refusal.ts'
import { mailPasscode } from './send-passcode.ts'
import { lockFacts, settleLogon } from './settle-logon.ts'
import { newTicket, type Ticket } from './ticket.ts'
import type { SignInWorld } from './world.ts'

export interface PasswordStep extends Source {
  readonly door: DoorId
  readonly typedUserId: string
  readonly password: string
  readonly language: Language
  readonly at: Instant
}

/** `refused`: one and the same for every reason; `busy`: too much is waiting, nothing was decided (a 503). */
export type LogonRefusal = { readonly is: 'refused'; readonly reference: Reference } | { readonly is: 'busy' }

/**
 * First step of a logon: User ID and password. Takes a try, and with it looks up who is named; costs one hash and the same
 * statements whoever that is. When all is right an attempt begins, bound to a new ticket (attack 27).
 */
export async function beginLogon(
  world: SignInWorld,
  asked: PasswordStep,
): Promise<Result<Ticket, LogonRefusal>> {
  const key = budgetKeyOf(world.sealer, asked.typedUserId)
  const wanted = { userId: parseUserId(asked.typedUserId), budget: key, at: asked.at }
  const trying = { ...asked, key, lane: 'logon' } as const
  const attempted = await takeTryBeside(world.database, world.waiting, trying, (db) => findHolder(db, wanted))
  if (!attempted.ok) return refused({ is: 'busy' })
  const { turn: settled, found: holder } = attempted.value
  const found = { holder, decision: await decideOn(world, asked, settled, holder) }
  const password = openPassword(world.sealer, found.holder)
  const matched = await world.hasher.verify(password.phc, asked.password, asked.network)
  if (!matched.ok) return giveBack(world, settled, asked.at)
  const reason = judgePasswordStep({
    budget: settled.is,
    decision: found.decision,
    fromHere: found.holder === undefined || mayComeFrom(found.holder, asked.ip),
    hasPassword: password.phc !== null,
    brokenSeal: password.brokenSeal,
    passwordMatched: matched.value,
  })
  const channels = found.decision?.channels ?? []
  const step = {
    ...{ asked, settled, channels, matched: matched.value },
    ...{ holder: found.holder, phc: password.phc },
  }
  return reason === null ? accept(world, step) : refuse(world, step, reason)
}

/** Before anything is hashed: what the programme has for him. */
async function decideOn(
  world: SignInWorld,
  asked: PasswordStep,
  settled: Turn,
  holder: Holder | undefined,
): Promise<Ruling | null> {
  const { inForce } = await world.recentInForce.now()
  const facts = holder === undefined ? null : factsOfTrying(holder, settled, null)
  const decided = world.meter.time('decision')
  const decision = facts === null ? null : ruleAt(inForce, facts, asked.door, world.site, asked.at)
  decided()
  return decision
}

interface Step {
  readonly asked: PasswordStep
  readonly settled: Turn
  readonly matched: boolean
  readonly holder: Holder | undefined
  /** Those of his that the door takes. */
  readonly channels: Ruling['channels']
  readonly phc: string | null
}

async function giveBack(
  world: SignInWorld,
  settled: Turn,
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
    const outcome = step.matched ? 'refused' : 'failed'
    const lockedUntil = await settleLogon(tx, step.settled, outcome, step.asked.at)
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
  { asked, holder, settled }: Step,
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
      ...lockFacts(settled.key, why.lockedUntil),
    },
    particulars: { typed: asked.typedUserId.slice(0, 64), network: asked.network },
  })
}

async function accept(
  world: SignInWorld,
  { asked, settled, holder, channels, phc }: Step,
): Promise<Result<Ticket, LogonRefusal>> {
  const channel = holder?.channels.find(({ kind }) => channels.includes(kind))
  if (holder === undefined || holder.password === null || channel === undefined) {
    throw new Error('a logon was accepted for an account that is not initiated')
  }
  const passwordId = holder.password.id
  const ticket = newTicket(world.randomness, world.randomness.uuid() as Ticket['attemptId'])
  const { door, network, language, at } = asked
  const renewed = await hashAnew(world, { phc, password: asked.password, network })
  const { database } = world
  // An email's passcode and a hash made anew take statements that wait for one another.
  const write = channel.kind === 'email' || renewed !== null ? database.write : database.writeAtOnce
  await write({ as: 'sign-in' }, async (tx) => {
    await Promise.all([
      settleTry(tx, settled, 'passed', at),
      insertAttempt(tx, {
        ticket,
        journey: 'logon',
        door,
        epoch: world.epoch,
        budgetKey: settled.key,
        accountId: holder.accountId,
        passwordId,
        step: 'passcode',
        channel: channel.kind,
        network,
        language,
        at,
      }),
      recordEvent(tx, world, {
        kind: 'logon.password-accepted',
        at,
        accountId: holder.accountId,
        reference: null,
        facts: { door, attempt: ticket.attemptId, channel: channel.kind },
        particulars: { network },
      }),
      ...(renewed === null ? [] : [renewHash(tx, world, holder, { phc: renewed, at })]),
    ])
    if (channel.kind === 'email')
      await mailPasscode(tx, world, { holder, attemptId: ticket.attemptId, door, network, at }, 'logon')
  })
  if (channel.kind === 'email') world.mailQueued()
  world.begunLogons.learn(ticket, { accountId: holder.accountId, budgetKey: settled.key })
  return done(ticket)
}
