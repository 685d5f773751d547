import type { Addressee } from '../accounts/addressee-of.ts'
import type { Tx } from '../db/transaction.ts'
import type { DoorId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Occasion, writeLetter } from '../mail/letters.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import type { Programme } from '../programme/programme.ts'
import { sayTimeInZone } from '../programme/rules/say-time.ts'
import { doorOf, systemOf } from '../programme/rules/standing-doors.ts'
import type { SignInWorld } from './world.ts'

export interface Addressed {
  /** Undefined, or without an email: the same work is done and nothing is queued. */
  readonly holder: Addressee | undefined
  /** Null for a letter that answers no request. */
  readonly door: DoorId | null
  readonly network: string | null
  readonly at: Instant
  /** After this a letter is of no use and is not sent any more. */
  readonly notAfter: Instant
  /** False: the same work is done and nothing is queued. */
  readonly deliver: boolean
}

type LetterWorld = Pick<SignInWorld, 'programme' | 'sealer' | 'randomness' | 'epoch'>

/** Writes a letter to the holder's registered address and queues it: one statement, whether or not it is to go out. */
export async function sendLetter(
  tx: Tx,
  world: LetterWorld,
  to: Addressed,
  occasion: Occasion,
): Promise<boolean> {
  const { holder, at } = to
  const letter = writeLetter(
    {
      language: holder?.language ?? 'en',
      displayName: holder?.displayName ?? 'Nobody',
      userId: holder?.userId ?? ('NOBODY' as Addressee['userId']),
      system: systemNameOf(world.programme, to.door),
      at: sayTimeInZone(world.programme.clock, at),
      origin: to.network,
      contact: contactOf(world.programme),
    },
    occasion,
  )
  const deliver = to.deliver && holder?.email != null
  await queueMail(tx, world.sealer, {
    id: world.randomness.uuid(),
    epoch: world.epoch,
    accountId: holder?.accountId ?? null,
    kind: occasion.kind,
    to: holder?.email ?? 'nobody@invalid',
    ...letter,
    at,
    notAfter: to.notAfter,
    deliver,
  })
  return deliver
}

function systemNameOf(programme: Programme, door: DoorId | null) {
  const system = door === null ? undefined : doorOf(programme, door)?.system
  const name = (system && systemOf(programme, system)?.name) ?? programme.title
  return { en: name.en, 'zh-Hant': name['zh-Hant'] }
}

function contactOf(programme: Programme): { phone: string; email: string } {
  const contact = programme.contacts[0]
  return { phone: contact?.telephone ?? '', email: contact?.email ?? '' }
}
