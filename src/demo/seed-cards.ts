import { putCardPassword } from '../cards/own-passwords.ts'
import { endCard, insertCard } from '../cards/store.ts'
import type { Database, Tx } from '../db/transaction.ts'
import type { AccountId, CardId, CardPasswordId, Epoch } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { PasswordHasher } from '../passwords/hash-passwords.ts'
import type { Sealer } from '../sealing/seal.ts'
import { whoIs } from '../smartcards/read-card.ts'
import { readCertificate } from '../smartcards/reading/certificate.ts'
import type { DemoCard } from './card-office/issue-cards.ts'
import type { SeededAccount } from './seed-directory.ts'

interface FilingWorld {
  readonly database: Database
  readonly epoch: Epoch
  readonly randomness: Randomness
  readonly sealer: Sealer
  readonly hasher: PasswordHasher
}

type Owners = readonly Pick<SeededAccount, 'accountId' | 'person'>[]

/** Cards and card passwords came over from the old system, long before the connectivity test. */
const BROUGHT_AT = Temporal.Instant.from('2023-04-03T09:00+08:00')
const REVOKED_AT = Temporal.Instant.from('2023-05-15T09:00+08:00')

/** The register of cards as the demo begins with it. */
export async function seedCards(
  tx: Tx,
  { randomness }: Pick<FilingWorld, 'randomness'>,
  accounts: Owners,
  cards: readonly DemoCard[],
): Promise<void> {
  await Promise.all(ownedBy(accounts, cards).map((owned) => seedCard(tx, randomness, owned)))
}

/**
 * The card passwords, hashed in the turn of one caller, so that nobody's logon waits for more than one of them. They take as long as
 * all the rest of the demo's start: whoever brings a card waits for them, and nobody else.
 */
export async function fileCardPasswords(
  { database, ...world }: FilingWorld,
  accounts: Owners,
  cards: readonly DemoCard[],
): Promise<void> {
  const filed = await Promise.all(
    ownedBy(accounts, cards).map(async ({ accountId, card }) => {
      const hashed = await world.hasher.hash(card.password, 'card passwords')
      if (!hashed.ok) throw new Error('the hashing queue of an idle program is full')
      const id = world.randomness.uuid() as CardPasswordId
      return { id, accountId, phc: hashed.value, at: BROUGHT_AT }
    }),
  )
  await database.write({ as: 'operations' }, async (tx) => {
    await Promise.all(filed.map((one) => putCardPassword(tx, world, one)))
  })
}

interface Owned {
  readonly accountId: AccountId
  readonly card: DemoCard
}

function ownedBy(accounts: Owners, cards: readonly DemoCard[]): readonly Owned[] {
  const owners = new Map(accounts.map(({ accountId, person }) => [person.userId, accountId]))
  return cards.map((card) => {
    const accountId = owners.get(card.userId)
    if (accountId === undefined) throw new Error(`${card.userId} has no account`)
    return { accountId, card }
  })
}

async function seedCard(tx: Tx, randomness: Randomness, { accountId, card }: Owned): Promise<void> {
  const read = readCertificate(card.certificate)
  if (!read.ok) throw new Error(`${card.userId} has no readable card`)
  const { issuer, serial, key, subject } = whoIs(read.value)
  const id = randomness.uuid() as CardId
  const { notAfter } = read.value
  await insertCard(tx, { id, accountId, issuer, serial, key, subject, notAfter, at: BROUGHT_AT })
  if (card.state === 'revoked') await endCard(tx, id, 'revoked', REVOKED_AT)
}
