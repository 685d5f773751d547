import { budgetKeyOf } from '../attempts/budget-key.ts'
import type { DoorId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Source } from '../kernel/source.ts'
import type { Language } from '../kernel/vocabulary.ts'
import { insertAttempt } from './attempt-store.ts'
import { CARD_STEPS } from './card-attempt.ts'
import { newTicket, type Ticket } from './ticket.ts'
import type { SignInWorld } from './world.ts'

interface CardDoor extends Source {
  readonly door: DoorId
  readonly language: Language
  readonly at: Instant
}

/**
 * First part of a logon by smartcard: at the door, before any card. The ticket stays in this browser's cookie for this
 * host; only its attempt's id, which proves nothing, goes along to the listener that asks for the card.
 */
export async function beginCardLogon(
  world: SignInWorld,
  { door, network, language, at }: CardDoor,
): Promise<Ticket> {
  const ticket = newTicket(world.randomness, world.randomness.uuid() as Ticket['attemptId'])
  await world.database.writeAtOnce({ as: 'sign-in' }, (tx) =>
    insertAttempt(tx, {
      ...{ ticket, journey: 'card', door, epoch: world.epoch, step: CARD_STEPS.card.asked, channel: null },
      // Of nobody: whose attempt it is, the card will say.
      ...{ budgetKey: budgetKeyOf(world.sealer, ''), accountId: null, passwordId: null },
      ...{ network, language, at },
    }),
  )
  return ticket
}
