import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { mayComeFrom } from '../accounts/may-come-from.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { clearForCard } from '../attempts/clear-for-card.ts'
import { settleTry } from '../attempts/settle-try.ts'
import { takeTry } from '../attempts/take-try.ts'
import type { Turn } from '../attempts/turn.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { CardPasswordAnswer } from '../cards/card-password.ts'
import { type CardIdentity, findCard, type RegisteredCard } from '../cards/store.ts'
import { type AttemptId, type DoorId, parseUserId, type UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { newReference } from '../kernel/reference.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Source } from '../kernel/source.ts'
import { credentialsAsOf } from '../programme/rules/credentials-as-of.ts'
import { type Decision, decide } from '../programme/rules/decide.ts'
import { type Attempt, findAttempt, lockAttempt } from './attempt-store.ts'
import { CARD_STEPS, type CardJourney, keepProof } from './card-attempt.ts'
import { factsOfTrying } from './facts-of-trying.ts'
import { issueHandover } from './handover.ts'
import { writeLockLetter } from './lock-letter.ts'
import { attemptStandingOfCard } from './rules/attempt-standing.ts'
import { judgeCardStep } from './rules/judge-card-step.ts'
import type { RefusalReason, StepRefusal } from './rules/refusal.ts'
import { lockFacts, settleLogon } from './settle-logon.ts'
import type { SignInWorld } from './world.ts'

export interface CardStep extends Source {
  readonly journey: CardJourney
  /** From the address: it proves nothing, and is of use only to the browser that has its ticket. */
  readonly attemptId: AttemptId | undefined
  readonly door: DoorId
  /** Proven on this very connection (smartcards/). */
  readonly card: CardIdentity
  readonly typedUserId: string
  readonly password: string
  readonly at: Instant
}

const EVENTS = {
  card: { proven: 'card-logon.card-proven', refused: 'card-logon.refused' },
  'step-up': { proven: 'step-up.card-proven', refused: 'step-up.refused' },
} as const

/** `scheduled`: everything is right, and the last day of his smartcard has passed; he is told, and how to go on. */
export type CardRefused = StepRefusal | { readonly is: 'scheduled' }

/**
 * Second part of a logon, or of a step-up, at the listener that asks for the card: User ID and card password, for a card
 * that was proven. It costs one look at the register, one try, one hash and the same statements whatever is known of card and
 * User ID. What is right is handed over to the door by a secret that lives a minute and is good once, in the browser that
 * began alone.
 */
export async function proveCard(world: SignInWorld, asked: CardStep): Promise<Result<string, CardRefused>> {
  const { attemptId, card } = asked
  const userId = parseUserId(asked.typedUserId)
  const [attempt, registered] = await world.database.readAtOnce({ as: 'sign-in' }, (db) =>
    Promise.all([attemptId === undefined ? undefined : findAttempt(db, attemptId), findCard(db, card)]),
  )
  const standing = standingOf(attempt, asked, world)
  if (attempt === undefined || standing !== null)
    return refused({ is: 'attempt', because: standing ?? 'no-attempt' })
  const isHis = isOwn({ asked, attempt, registered, userId }) && registered?.validTo === null
  const key = budgetKeyOf(world.sealer, asked.typedUserId)
  const lane = isHis ? 'card' : 'logon'
  const attempted = await takeTry(world.database, world.waiting, { ...asked, key, lane })
  if (!attempted.ok) return refused({ is: 'busy' })
  const step = { asked, attempt, registered, userId, settled: attempted.value }
  const found = await lookUp(world, step)
  if (found === 'busy') return giveBack(world, step)
  const reason = judge(step, found)
  return reason === null ? accept(world, step, found) : refuse(world, step, found, reason)
}

function standingOf(
  attempt: Attempt | undefined,
  { journey, door, at }: CardStep,
  { epoch }: Pick<SignInWorld, 'epoch'>,
) {
  return attemptStandingOfCard(attempt, { door, epoch, steps: [CARD_STEPS[journey].asked], at })
}

interface Step {
  readonly asked: CardStep
  readonly attempt: Attempt
  readonly registered: RegisteredCard | undefined
  readonly userId: UserId | undefined
  readonly settled: Turn
}

/** The card is of the User ID typed with it; and of whose logon session it is, where it is asked for in one. */
function isOwn({ attempt, registered, userId }: Omit<Step, 'settled'>): boolean {
  const isAsked = attempt.accountId === null || attempt.accountId === registered?.accountId
  return registered !== undefined && registered.userId === userId && isAsked
}

interface Found {
  readonly holder: Holder | undefined
  readonly decision: Decision | null
  readonly password: CardPasswordAnswer
}

async function lookUp(world: SignInWorld, { asked, userId, settled }: Step): Promise<Found | 'busy'> {
  const { at, door } = asked
  const [holder, { inForce }] = await Promise.all([
    world.database.readAtOnce({ as: 'sign-in' }, (db) => findHolder(db, { userId, budget: settled.key, at })),
    world.recentInForce.now(),
  ])
  const facts = holder === undefined ? null : factsOfTrying(holder, settled, null)
  const decision = facts === null ? null : decide(inForce, facts, door, world.site, at)
  const password = await world.cardPasswords.check(
    (work) => world.database.readAtOnce({ as: 'sign-in' }, work),
    {
      account: holder?.accountId ?? null,
      asOf: credentialsAsOf(world.programme, door, world.site, at),
      typed: asked.password,
      turn: asked.network,
    },
  )
  return password.ok ? { holder, decision, password: password.value } : 'busy'
}

function judge(step: Step, { holder, decision, password }: Found) {
  const { asked, settled, registered } = step
  return judgeCardStep({
    budget: settled.is,
    decision,
    card: registered === undefined ? null : { isHis: isOwn(step), validTo: registered.validTo },
    password: password.is === 'none' && password.brokenSeal ? 'broken-seal' : password.is,
    fromHere: holder === undefined || mayComeFrom(holder, asked.ip),
  })
}

async function giveBack(world: SignInWorld, { settled, asked }: Step): Promise<Result<never, CardRefused>> {
  await world.database.write({ as: 'sign-in' }, (tx) => settleTry(tx, settled, 'passed', asked.at))
  return refused({ is: 'busy' })
}

async function accept(
  world: SignInWorld,
  { asked, attempt, registered, settled }: Step,
  { holder, password }: Found,
): Promise<Result<string, CardRefused>> {
  const { at, network, journey } = asked
  if (settled.is === 'locked' || holder === undefined || registered === undefined || password.is !== 'right')
    throw new Error('a card was accepted without a try, a holder or its password')
  return world.database.write({ as: 'sign-in' }, async (tx) => {
    const held = await lockAttempt(tx, attempt.id)
    const standing = standingOf(held, asked, world)
    await clearForCard(tx, settled, at)
    if (held === undefined || standing !== null)
      return refused({ is: 'attempt', because: standing ?? 'no-attempt' } as const)
    await keepProof(tx, held, {
      ...{ journey, accountId: holder.accountId },
      budgetKey: settled.key,
      proven: { card: registered.id, password: password.id },
    })
    const secret = await issueHandover(tx, world, { attemptId: attempt.id, at })
    await recordEvent(tx, world, {
      kind: EVENTS[journey].proven,
      at,
      accountId: holder.accountId,
      reference: null,
      facts: { door: asked.door, attempt: attempt.id, card: registered.id },
      particulars: { network },
    })
    return done(secret)
  })
}

async function refuse(
  world: SignInWorld,
  { asked, attempt, registered, settled }: Step,
  { holder, password }: Found,
  reason: RefusalReason,
): Promise<Result<never, CardRefused>> {
  const { at, network, door, journey } = asked
  const reference = newReference(world.randomness)
  const mailed = await world.database.write({ as: 'sign-in' }, async (tx) => {
    const lockedUntil = await settleLogon(tx, settled, password.is === 'right' ? 'refused' : 'failed', at)
    await recordEvent(tx, world, {
      kind: EVENTS[journey].refused,
      at,
      accountId: holder?.accountId ?? null,
      reference,
      facts: {
        ...{ door, attempt: attempt.id, reason, card: registered?.id ?? null },
        ...lockFacts(settled.key, lockedUntil),
      },
      particulars: { typed: asked.typedUserId.slice(0, 64), network, ...asked.card },
    })
    return writeLockLetter(tx, world, { holder, lockedUntil, door, network, at })
  })
  if (mailed) world.mailQueued()
  if (reason === 'card-day-passed') return refused({ is: 'scheduled' })
  return refused({ is: 'refused', reference })
}
