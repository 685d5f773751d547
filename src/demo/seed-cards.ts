import { putCardPassword } from '../cards/own-passwords.ts'
import { endCard, insertCard } from '../cards/store.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, CardId, CardPasswordId, Epoch } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { Sealer } from '../sealing/seal.ts'
import { whoIs } from '../smartcards/read-card.ts'
import { readCertificate } from '../smartcards/reading/certificate.ts'
import type { DemoCard } from './card-office/issue-cards.ts'
import type { SeededAccount } from './seed-directory.ts'

interface SeedWorld {
  readonly epoch: Epoch
  readonly randomness: Randomness
  readonly sealer: Sealer
}

/** Cards and card passwords came over from the old system, long before the connectivity test. */
const BROUGHT_AT = Temporal.Instant.from('2023-04-03T09:00+08:00')
const REVOKED_AT = Temporal.Instant.from('2023-05-15T09:00+08:00')

/** The register of cards as the demo begins with it. */
export async function seedCards(
  tx: Tx,
  world: SeedWorld,
  accounts: readonly Pick<SeededAccount, 'accountId' | 'person'>[],
  cards: readonly DemoCard[],
): Promise<void> {
  const owners = new Map(accounts.map(({ accountId, person }) => [person.userId, accountId]))
  await Promise.all(cards.map((card) => seedCard(tx, world, owners.get(card.userId), card)))
}

async function seedCard(
  tx: Tx,
  world: SeedWorld,
  accountId: AccountId | undefined,
  { userId, certificate, state, hash }: DemoCard,
): Promise<void> {
  const read = readCertificate(certificate)
  if (accountId === undefined || !read.ok) throw new Error(`${userId} has no account, or no readable card`)
  const { issuer, serial, key, subject } = whoIs(read.value)
  const id = world.randomness.uuid() as CardId
  const { notAfter } = read.value
  await insertCard(tx, { id, accountId, issuer, serial, key, subject, notAfter, at: BROUGHT_AT })
  if (state === 'revoked') await endCard(tx, id, 'revoked', REVOKED_AT)
  const passwordId = world.randomness.uuid() as CardPasswordId
  await putCardPassword(tx, world, { id: passwordId, accountId, phc: hash, at: BROUGHT_AT })
}
