import { factsOf } from '../accounts/facts-of.ts'
import { findHolder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { settleTry } from '../attempts/settle-try.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { useCode } from '../one-time-codes/use-code.ts'
import { decide } from '../programme/rules/decide.ts'
import { type Attempt, advanceAttempt } from './attempt-store.ts'
import { holdAttempt, type Presented, readAttempt } from './open-attempt.ts'
import { admitted } from './rules/judge-password-step.ts'
import type { StepRefusal } from './rules/refusal.ts'
import { newTicket, type Ticket } from './ticket.ts'
import { tryStep } from './try-step.ts'
import type { SignInWorld } from './world.ts'

/**
 * Second step of an initiation: the code from the registered email. Right: the attempt goes on under a new ticket.
 * An attempt of nobody goes through the same motions and is always refused.
 */
export async function proveRegisteredEmail(
  world: SignInWorld,
  presented: Presented,
  typed: string,
): Promise<Result<Ticket, StepRefusal>> {
  const step = ['registered-email'] as const
  return tryStep(world, presented, {
    read: await readAttempt(world, presented, step),
    lane: 'initiation',
    withoutTry: 'slow-down',
    hold: (tx) => holdAttempt(tx, world, presented, step),
    prove: async (tx, attempt, turn) => {
      const reason = await check(tx, world, attempt, presented, typed)
      await settleTry(tx, turn, reason === null ? 'passed' : 'failed', presented.at)
      return reason === null
        ? accept(tx, world, attempt, presented)
        : refuse(tx, world, attempt, presented, reason)
    },
  })
}

async function check(tx: Tx, world: SignInWorld, attempt: Attempt, { at, ip }: Presented, typed: string) {
  const asked = { attemptId: attempt.id, purpose: 'registered-email', epoch: world.epoch, at } as const
  const code = await useCode(tx, world.sealer, asked, typed)
  const holder = await findHolder(reading(tx), {
    accountId: attempt.accountId,
    budget: attempt.budgetKey,
    at,
  })
  if (holder === undefined) return 'unknown-user' as const
  if (!code.ok) return code.refusal
  if (!mayComeFrom(holder, ip)) return 'other-network' as const
  const { inForce } = await world.inForce(reading(tx))
  return admitted(decide(inForce, factsOf(holder, attempt.begunAt), attempt.door, world.site, at))
}

async function accept(
  tx: Tx,
  world: SignInWorld,
  attempt: Attempt,
  { at }: Presented,
): Promise<Result<Ticket, never>> {
  const ticket = newTicket(world.randomness, attempt.id)
  await advanceAttempt(tx, attempt.id, { step: 'password', ticket })
  await recordEvent(tx, world, {
    kind: 'initiation.code-accepted',
    at,
    accountId: attempt.accountId,
    reference: null,
    facts: { door: attempt.door, attempt: attempt.id },
    particulars: { network: attempt.network },
  })
  return done(ticket)
}

async function refuse(
  tx: Tx,
  world: SignInWorld,
  attempt: Attempt,
  { at }: Presented,
  reason: string,
): Promise<Result<never, StepRefusal>> {
  const reference = newReference(world.randomness)
  await recordEvent(tx, world, {
    kind: 'initiation.code-refused',
    at,
    accountId: attempt.accountId,
    reference,
    facts: { door: attempt.door, attempt: attempt.id, reason },
    particulars: { network: attempt.network },
  })
  return refused({ is: 'refused', reference })
}
