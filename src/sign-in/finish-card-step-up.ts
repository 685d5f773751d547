import { findHolder } from '../accounts/find-holder.ts'
import { recordEvent } from '../audit/record-event.ts'
import { holdCard } from '../cards/store.ts'
import { reading, type Tx } from '../db/transaction.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { isNotEnded } from '../sessions/own-sessions.ts'
import { stepUpSession } from '../sessions/step-up-session.ts'
import { type Attempt, endAttempt } from './attempt-store.ts'
import { CARD_STEPS, leadsBackTo, proofIn } from './card-attempt.ts'
import { ofSession, type PresentedStepUp } from './finish-step-up.ts'
import { spendHandover } from './handover.ts'
import { holdAttempt } from './open-attempt.ts'
import { judgeStepUp } from './rules/judge-step-up.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
import type { SignInWorld } from './world.ts'

export interface CardStepUp extends PresentedStepUp {
  /** As it came in the address, from the listener that asked for the card. */
  readonly secret: string
}

/**
 * Last part of a step-up by card (adr/0049): only the browser that began has the ticket and the logon session, only the one
 * that proved the card the secret. All of it, and card and password once more, in the transaction in which the session is
 * stepped up. Where it is done, the page it was begun from.
 */
export function finishCardStepUp(
  world: SignInWorld,
  asked: CardStepUp,
): Promise<Result<string, StepRefusal>> {
  return world.database.write({ as: 'sign-in' }, async (tx) => {
    const held = ofSession(await holdAttempt(tx, world, asked, [CARD_STEPS['step-up'].proven]), asked)
    if (!held.ok) return refused({ is: 'attempt', because: held.refusal } as const)
    const attempt = held.value
    const reason = await judge(tx, world, asked, attempt)
    if (reason !== null) return refuse(tx, world, asked, attempt, reason)
    // Ended since it was looked at: then nothing is stepped up.
    if (!(await stepUpSession(tx, asked.session.id, asked.at)))
      return refuse(tx, world, asked, attempt, 'session-ended')
    await endAttempt(tx, attempt.id, asked.at)
    await recordEvent(tx, world, {
      kind: 'session.stepped-up',
      at: asked.at,
      accountId: attempt.accountId,
      reference: null,
      facts: {
        ...{ door: attempt.door, session: asked.session.id, attempt: attempt.id },
        ...{ channel: 'card', card: proofIn(attempt).card },
      },
      particulars: { network: asked.network },
    })
    return done(leadsBackTo(attempt))
  })
}

async function judge(
  tx: Tx,
  world: SignInWorld,
  asked: CardStepUp,
  attempt: Attempt,
): Promise<RefusalReason | null> {
  const { accountId, budgetKey: budget } = attempt
  const spent = await spendHandover(tx, world, { ...asked, attemptId: attempt.id })
  const cardHeld = await holdCard(tx, proofIn(attempt))
  const holder = await findHolder(reading(tx), { accountId, budget, at: asked.at })
  if (holder === undefined) throw new Error(`the step-up ${attempt.id} has no account`)
  return judgeStepUp({
    ...{ budget: 'taken', status: holder.status, passwordUnchanged: true },
    sessionLive: await isNotEnded(reading(tx), asked.session.id),
    proof: spent ? (cardHeld ? null : 'card-ended') : 'already-used',
  })
}

async function refuse(
  tx: Tx,
  world: SignInWorld,
  { at, network, session }: CardStepUp,
  { id, accountId, door }: Attempt,
  reason: RefusalReason,
): Promise<Result<never, StepRefusal>> {
  const reference = newReference(world.randomness)
  await recordEvent(tx, world, {
    kind: 'step-up.refused',
    ...{ at, accountId, reference },
    facts: { door, session: session.id, attempt: id, reason },
    particulars: { network },
  })
  return refused({ is: 'refused', reference })
}
