import { findHolder, type Holder } from '../accounts/find-holder.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { recordEvent } from '../audit/record-event.ts'
import { reading, type Tx } from '../db/transaction.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Source } from '../kernel/source.ts'
import type { ChannelKind, Language } from '../kernel/vocabulary.ts'
import type { LiveSession } from '../sessions/check-session.ts'
import { insertAttempt } from './attempt-store.ts'
import { channelsTaken } from './rules/channels-taken.ts'
import { mailPasscode } from './send-passcode.ts'
import { newTicket, type Ticket } from './ticket.ts'
import type { SignInWorld } from './world.ts'

export interface StepUpAsked extends Source {
  readonly session: LiveSession
  readonly language: Language
  /** The page that it leads back to. */
  readonly to: string
  readonly at: Instant
}

/**
 * Begins a step-up: an attempt bound to this logon session and, by its ticket, to this browser. Nothing is asked for yet,
 * so no try is taken; for the email channel its passcode is mailed. Whoever came by smartcard proves that again (adr/0049).
 */
export async function beginStepUp(world: SignInWorld, asked: StepUpAsked): Promise<Ticket> {
  const budget = budgetKeyOf(world.sealer, asked.session.userId)
  const ticket = newTicket(world.randomness, world.randomness.uuid() as Ticket['attemptId'])
  const mailed = await world.database.write({ as: 'sign-in' }, async (tx) => {
    const holder = await findHolder(reading(tx), { accountId: asked.session.accountId, budget, at: asked.at })
    if (holder === undefined) throw new Error(`the session ${asked.session.id} has no account`)
    const { door, enteredAt, acr } = asked.session
    if (acr === 'card') {
      await open(tx, world, asked, { ticket, holder, budget, by: 'card' })
      return false
    }
    const [channel] = channelsTaken(world.programme, holder, { door, enteredAt, at: asked.at })
    await open(tx, world, asked, { ticket, holder, budget, by: channel?.kind ?? null })
    if (channel?.kind !== 'email') return false
    const { network, at } = asked
    await mailPasscode(tx, world, { holder, attemptId: ticket.attemptId, door, network, at }, 'step-up')
    return true
  })
  if (mailed) world.mailQueued()
  return ticket
}

interface Opened {
  readonly ticket: Ticket
  readonly holder: Holder
  readonly budget: BudgetKey
  readonly by: ChannelKind | 'card' | null
}

async function open(
  tx: Tx,
  world: SignInWorld,
  { session, network, language, to, at }: StepUpAsked,
  { ticket, holder, budget, by }: Opened,
): Promise<void> {
  await insertAttempt(tx, {
    ticket,
    journey: 'step-up',
    door: session.door,
    epoch: world.epoch,
    budgetKey: budget,
    accountId: holder.accountId,
    passwordId: holder.password?.id ?? null,
    ...(by === 'card'
      ? { step: 'step-up-card', channel: null, draft: Buffer.from(to) }
      : { step: 'step-up-passcode', channel: by }),
    sessionId: session.id,
    network,
    language,
    at,
  })
  await recordEvent(tx, world, {
    kind: 'step-up.begun',
    at,
    accountId: holder.accountId,
    reference: null,
    facts: { door: session.door, session: session.id, attempt: ticket.attemptId },
    particulars: { network },
  })
}
