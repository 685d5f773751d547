import { sql } from 'kysely'
import type { Database, Tx } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { AccountId, Epoch, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { Language } from '../kernel/vocabulary.ts'
import { writeLetter } from '../mail/letters.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import type { Programme } from '../programme/programme.ts'
import { sayTimeInZone } from '../programme/rules/say-time.ts'
import type { Sealer } from '../sealing/seal.ts'

export interface LetterWorld {
  readonly database: Database
  readonly clocks: { readonly programme: Clock }
  readonly epoch: Epoch
  readonly randomness: Randomness
  readonly sealer: Sealer
  readonly programme: Programme
}

/** A test is of use while somebody waits for its outcome, word of a change as long as it can be acted on. */
const OF_USE = { 'address-test': { hours: 24 }, 'address-replaced': { hours: 72 } } as const

interface Waiting {
  readonly kind: keyof typeof OF_USE
  readonly address: string
  readonly accountId: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly language: Language
  readonly since: Instant
}

/**
 * Writes at most so many of the letters that wait, and queues them as bulk mail; one transaction takes a row and queues
 * its letter, so each is written once, by whichever process. Answers how many it wrote.
 */
export async function writeAddressLetters(world: LetterWorld, atMost: number): Promise<number> {
  const at = world.clocks.programme.now()
  return world.database.write({ as: 'operations' }, async (tx) => {
    const waiting = await takeWaiting(tx, world.epoch, atMost)
    for (const letter of waiting) await queue(tx, world, letter, at)
    return waiting.length
  })
}

async function takeWaiting(tx: Tx, epoch: Epoch, atMost: number): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`
    with next as materialized (
      select registered_email_id, kind from address_letter where epoch = ${epoch}
      order by since, registered_email_id limit ${atMost} for update skip locked),
    taken as (
      delete from address_letter l using next
      where l.registered_email_id = next.registered_email_id and l.kind = next.kind
      returning l.registered_email_id, l.kind, l.since)
    select taken.kind, taken.since, e.address, a.id as "accountId", a.user_id as "userId",
      p.display_name as "displayName", p.language
    from taken join registered_email e on e.id = taken.registered_email_id
      join account a on a.id = e.account_id join person p on p.id = a.person_id`.execute(tx)
  return rows
}

async function queue(tx: Tx, world: LetterWorld, waiting: Waiting, at: Instant): Promise<void> {
  const { programme } = world
  const { kind, address, since, ...person } = waiting
  const contact = programme.contacts[0]
  const letter = writeLetter(
    {
      ...person,
      system: programme.title,
      at: sayTimeInZone(programme.clock, since),
      origin: null,
      contact: { phone: contact?.telephone ?? '', email: contact?.email ?? '' },
    },
    { kind },
  )
  await queueMail(tx, world.sealer, {
    ...letter,
    id: world.randomness.uuid(),
    epoch: world.epoch,
    accountId: person.accountId,
    kind,
    to: address,
    at,
    notAfter: at.add(OF_USE[kind]),
    deliver: true,
    bulk: true,
  })
}
