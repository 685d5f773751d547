import { factsOf } from '../accounts/facts-of.ts'
import { findHolder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import type { BudgetKey, DoorId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Source } from '../kernel/source.ts'
import type { Language } from '../kernel/vocabulary.ts'
import { decide } from '../programme/rules/decide.ts'
import type { LiveSession } from '../sessions/check-session.ts'
import { insertAttempt } from './attempt-store.ts'
import { type InitiationVerdict, judgeInitiation } from './rules/judge-initiation.ts'
import { maySkipEmail } from './rules/may-skip-email.ts'
import { holdSession } from './session-of-initiation.ts'
import { newTicket, type Ticket } from './ticket.ts'
import type { SignInWorld } from './world.ts'

export interface CardInitiation extends Source {
  /** The logon session by smartcard that it is begun from. */
  readonly session: LiveSession
  /** The initiation's door. */
  readonly door: DoorId
  readonly language: Language
  readonly at: Instant
}

/** `prove-again`: it is no logon by smartcard, or one of too long ago. */
export type CardInitiationRefusal = 'prove-again' | Exclude<InitiationVerdict, 'may-initiate'>

/**
 * An initiation of 2FA by who has just proven his card and its password (adr/0035): more than the registered mailbox, whose
 * code is not asked for. All else is as in any initiation, and it ends with that logon session.
 */
export function beginCardInitiation(
  world: SignInWorld,
  asked: CardInitiation,
): Promise<Result<Ticket, CardInitiationRefusal>> {
  const { session, at } = asked
  const budget = budgetKeyOf(world.sealer, session.userId)
  return world.database.write({ as: 'sign-in' }, async (tx) => {
    const proves = maySkipEmail(session, at) && (await holdSession(tx, session.id))
    const verdict = proves ? await judge(tx, world, asked, budget) : 'prove-again'
    if (verdict !== 'may-initiate') return refused(verdict)
    const ticket = newTicket(world.randomness, world.randomness.uuid() as Ticket['attemptId'])
    await begin(tx, world, asked, { ticket, budget })
    return done(ticket)
  })
}

async function judge(
  tx: Tx,
  world: SignInWorld,
  { session, door, ip, at }: CardInitiation,
  budget: BudgetKey,
): Promise<InitiationVerdict> {
  const holder = await findHolder(reading(tx), { accountId: session.accountId, budget, at })
  if (holder === undefined) return 'may-not'
  const { inForce } = await world.inForce(reading(tx))
  const facts = factsOf(holder, null)
  return judgeInitiation(facts, decide(inForce, facts, door, world.site, at), mayComeFrom(holder, ip))
}

async function begin(
  tx: Tx,
  world: SignInWorld,
  { session, door, network, language, at }: CardInitiation,
  { ticket, budget }: { readonly ticket: Ticket; readonly budget: BudgetKey },
): Promise<void> {
  const { id: sessionId, accountId } = session
  await insertAttempt(tx, {
    ...{ ticket, journey: 'initiation', door, epoch: world.epoch, budgetKey: budget, accountId, sessionId },
    ...{ passwordId: null, step: 'password', channel: null, network, language, at },
  })
  await recordEvent(tx, world, {
    kind: 'initiation.card-accepted',
    at,
    accountId,
    reference: null,
    facts: { door, attempt: ticket.attemptId, session: sessionId, provenAt: session.createdAt.toString() },
    particulars: { network },
  })
}
