import { factsOf } from '../accounts/facts-of.ts'
import { findHolder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { recordEvent } from '../audit/record-event.ts'
import { holdCard } from '../cards/store.ts'
import { goesWithCommit } from '../db/goes-with-commit.ts'
import { isNotAsForeseen } from '../db/not-as-foreseen.ts'
import { reading, type Tx } from '../db/transaction.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { type Decision, decide } from '../programme/rules/decide.ts'
import { openSession } from '../sessions/open-session.ts'
import type { OpenedSession } from '../sessions/session-gate.ts'
import { type Attempt, endLogonAttempt } from './attempt-store.ts'
import { CARD_STEPS, proofIn } from './card-attempt.ts'
import { spendHandover } from './handover.ts'
import { holdAttempt, type Presented } from './open-attempt.ts'
import { admitted } from './rules/judge-password-step.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
import { type Found, type LoggedOnBy, newSession, openedSession } from './session-of-logon.ts'
import type { SignInWorld } from './world.ts'

export interface Handover extends Presented {
  /** As it came in the address, from the listener that asked for the card. */
  readonly secret: string
}

/** RFC 8176: proof of possession of a smartcard, and a password. A card that ends ends its sessions itself (adr/0035). */
const BY_CARD: LoggedOnBy = { amr: ['sc', 'pwd'], acr: 'card', credentials: [] }

/**
 * Last part, at the door again: only the browser that began has the ticket, only the one that proved the card the secret.
 * The secret is spent, everything is asked once more, card and password are locked, and the logon session begins, in one
 * transaction. A second visit finds the attempt completed.
 */
export async function finishCardLogon(
  world: SignInWorld,
  asked: Handover,
): Promise<Result<OpenedSession, StepRefusal>> {
  const opened = world.expectSession()
  const finished = await transact(world, asked).catch((fault: unknown) => {
    if (isNotAsForeseen(fault)) return transact(world, asked)
    throw fault
  })
  if (finished.ok) opened(finished.value)
  return finished
}

function transact(world: SignInWorld, asked: Handover): Promise<Result<OpenedSession, StepRefusal>> {
  return world.database.write({ as: 'sign-in' }, async (tx) => {
    const held = await holdAttempt(tx, world, asked, [CARD_STEPS.card.proven])
    if (!held.ok) return refused({ is: 'attempt', because: held.refusal } as const)
    const attempt = held.value
    const { accountId, budgetKey: budget } = attempt
    const spent = await spendHandover(tx, world, { ...asked, attemptId: attempt.id })
    const [holder, now] = await Promise.all([
      findHolder(reading(tx), { accountId, budget, at: asked.at }),
      world.inForce(reading(tx)),
    ])
    const found = { holder, now, decision: decisionOf(world, attempt, { holder, now }, asked) }
    const reason = judge(found, asked, spent, await holdCard(tx, proofIn(attempt)))
    return reason === null
      ? logOn(tx, world, asked, attempt, found)
      : refuse(tx, world, asked, attempt, reason)
  })
}

/** Whoever proved his card and its password is not kept out by a lock that a stranger set. */
function decisionOf(
  world: SignInWorld,
  attempt: Attempt,
  { holder, now }: Omit<Found, 'decision'>,
  { at }: Handover,
): Decision | null {
  if (holder === undefined) return null
  const facts = { ...factsOf(holder, attempt.begunAt), lockedUntil: null }
  return decide(now.inForce, facts, attempt.door, world.site, at)
}

function judge(
  { holder, decision }: Found,
  { ip }: Handover,
  spent: boolean,
  cardHeld: boolean,
): RefusalReason | null {
  if (!spent) return 'already-used'
  if (!cardHeld) return 'card-ended'
  if (holder !== undefined && !mayComeFrom(holder, ip)) return 'other-network'
  return admitted(decision)
}

async function logOn(
  tx: Tx,
  world: SignInWorld,
  asked: Handover,
  attempt: Attempt,
  found: Found,
): Promise<Result<OpenedSession, never>> {
  const { at } = asked
  const session = newSession(world, attempt, found, { ...asked, by: BY_CARD })
  const facts = {
    ...{ door: attempt.door, attempt: attempt.id, session: session.id, acr: BY_CARD.acr },
    ...{ card: proofIn(attempt).card, outcome: found.decision?.outcome ?? null },
  }
  goesWithCommit(openSession(tx, world, session, { facts, particulars: { network: asked.network } }))
  goesWithCommit(endLogonAttempt(tx, attempt, at))
  return done(openedSession(session, found))
}

async function refuse(
  tx: Tx,
  world: SignInWorld,
  { at, network }: Handover,
  attempt: Attempt,
  reason: RefusalReason,
): Promise<Result<never, StepRefusal>> {
  const reference = newReference(world.randomness)
  await recordEvent(tx, world, {
    kind: 'card-logon.refused',
    at,
    accountId: attempt.accountId,
    reference,
    facts: { door: attempt.door, attempt: attempt.id, reason, card: proofIn(attempt).card },
    particulars: { network },
  })
  return refused({ is: 'refused', reference })
}
