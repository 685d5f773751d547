import { writeFileSync } from 'node:fs'
import type { DemoCard } from './card-office/issue-cards.ts'
import { wholeDirectory } from './directory/directory.ts'
import type { SeededCredentials } from './seed-credentials.ts'
import { FUNCTIONS_OF, type SeededAccount } from './seed-directory.ts'

export interface DemoUrls {
  readonly primary: string
  /** Where the listener is that asks for smartcards; the way there is a door of `primary`. */
  readonly primaryCard: string
  readonly secondary: string
  readonly secondaryCard: string
  readonly mailbox: string
  readonly authenticator: string
  /** A login that reads everything and changes nothing. */
  readonly databasePrimary: string
  /** The same, of the copy that streams. */
  readonly databaseSecondary: string
}

/** The file is the card, as browsers import it; the card password opens it too. */
export interface SeededCard {
  readonly userId: string
  readonly cardFile: string
  readonly cardPassword: string
  readonly cardState: DemoCard['state']
}

export type CredentialsOf = ReadonlyMap<string, SeededCredentials>

/** `accounts.json`: where everything is, and every account as the demo began with it. */
export function writeAccounts(
  file: string,
  urls: DemoUrls,
  seeded: readonly SeededAccount[],
  credentials: CredentialsOf,
  cards: readonly SeededCard[],
): void {
  const cardOf = new Map(cards.map(({ userId, ...card }) => [userId, card]))
  const accounts = seeded.map(({ person, email }) => ({
    role: person.role,
    participant: wholeDirectory.firms.find((firm) => firm.prefix === person.firm)?.code,
    userId: person.userId,
    displayName: person.name,
    email,
    state: person.state,
    channels: person.channels,
    functions: person.group === null ? [] : FUNCTIONS_OF[person.group],
    ...credentials.get(person.userId),
    ...cardOf.get(person.userId),
  }))
  writeFileSync(file, `${JSON.stringify({ urls, accounts }, null, 2)}\n`, { mode: 0o600 })
}
