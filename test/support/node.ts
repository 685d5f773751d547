import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../src/db/open-database.ts'
import type { Database } from '../../src/db/transaction.ts'
import type { SeededCredentials } from '../../src/demo/seed-credentials.ts'
import { seedDemo } from '../../src/demo/seed-demo.ts'
import type { SeededAccount } from '../../src/demo/seed-directory.ts'
import type { Epoch, SiteId } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import type { Mail, MailTransport } from '../../src/mail/transport.ts'
import { packageRoot } from '../../src/package-root.ts'
import type { ProfileName } from '../../src/passwords/rules/password-profile.ts'
import { parseProgramme } from '../../src/programme/parse-programme.ts'
import type { Programme } from '../../src/programme/programme.ts'
import { type Node, wire } from '../../src/wire.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export const ORIGIN = 'https://terminal.test'
export const SESSION_ONE = Temporal.Instant.from('2023-06-10T18:05+08:00')
/** argon2id as cheap as it goes: a test proves who is let in, not how long a hash takes. */
export const CHEAP_HASHING = {
  parameters: { memoryKiB: 8, passes: 1, lanes: 1 },
  forTestsOnly: true,
} as const

/** A clock that stands still until it is set. */
export interface SetClock {
  now(): Instant
  set(at: Instant): void
}

export function setClock(at: Instant): SetClock {
  let now = at
  return {
    now: () => now,
    set: (to) => {
      now = to
    },
  }
}

export interface TestNode {
  readonly node: Node
  readonly clock: SetClock
  readonly database: Database
  readonly db: TestDatabase
  /** Everything that has been mailed, oldest first. */
  readonly mails: readonly Mail[]
  /** Waits until mail of this kind of subject has come to an address, and returns the newest code in it. */
  codeSentTo(address: string, after?: number): Promise<string>
  account(userId: string): SeededAccount & Partial<SeededCredentials>
  /** A second node of the same site on the same database, with a pool and workers of its own. */
  secondNode(): Promise<Node>
  stop(): Promise<void>
}

export function shippedProgramme(): { parsed: Programme; source: string } {
  const file = 'programmes/seoch-2fa-2023.yaml'
  const source = readFileSync(join(packageRoot, file), 'utf8')
  const parsed = parseProgramme(source, file)
  if (!parsed.ok) throw new Error(parsed.refusal.map(({ reason }) => reason).join('\n'))
  return { parsed: parsed.value, source }
}

interface Wanted {
  readonly at?: Instant
  readonly launch?: 'go' | 'undecided'
  readonly site?: SiteId
  readonly passwords?: ProfileName
}

/** One node of the program over a database of its own, with the demo's directory, a clock to set, and mail kept. */
export async function testNode(wanted: Wanted = {}): Promise<TestNode> {
  const { at = SESSION_ONE, launch = 'go', site = 'primary', passwords } = wanted
  const db = await testDatabase()
  const clock = setClock(at)
  const programme = shippedProgramme()
  const mails: Mail[] = []
  const sealingKey = { id: 1, secret: systemRandomness.bytes(32) }
  const transport: MailTransport = {
    send: async (mail) => {
      mails.push(mail)
      return { outcome: 'sent', answer: '250 kept' }
    },
  }
  const nodeOn = (database: Database) =>
    wire({
      site,
      epoch: `${site}/0` as Epoch,
      origins: [ORIGIN],
      clocks: { programme: clock, wire: systemClock },
      randomness: systemRandomness,
      sealingKeys: [sealingKey],
      programme: programme.parsed,
      database,
      transport,
      mailFrom: 'no-reply@clearinghouse.example',
      demoClock: null,
      hashing: CHEAP_HASHING,
      ...(passwords === undefined ? {} : { passwordProfileName: passwords }),
      report: (fault) => {
        throw fault
      },
    })
  const node = nodeOn(db.database)
  const ends: (() => Promise<unknown>)[] = [() => node.stop()]
  const { accounts, credentials } = await seedDemo({ at, launch, programme }, node)
  return {
    node,
    clock,
    database: db.database,
    db,
    mails,
    codeSentTo: (address, after = 0) => waitForCode(mails, address, after),
    account: (userId) => {
      const account = accounts.find(({ person }) => person.userId === userId)
      if (account === undefined) throw new Error(`no ${userId} in the directory`)
      return { ...account, ...credentials.get(userId) }
    },
    secondNode: async () => {
      const database = openDatabase({ url: db.url, poolSize: 4, applicationName: 'second node' })
      const second = nodeOn(database)
      ends.push(() => second.stop().then(() => database.close()))
      return second
    },
    stop: async () => {
      for (const end of ends.reverse()) await end()
      await db.drop()
    },
  }
}

async function waitForCode(mails: readonly Mail[], address: string, after: number): Promise<string> {
  for (let look = 0; look < 400; look++) {
    const mine = mails.filter(({ to }) => to === address)
    const code = /\d{6,8}/.exec(mine.at(-1)?.text ?? '')?.[0]
    if (mine.length > after && code !== undefined) return code
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`no code came to ${address}`)
}
