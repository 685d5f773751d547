import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/db/open-database.ts'
import type { Database } from '../../src/db/transaction.ts'
import { smallFirms } from '../../src/demo/directory/directory.ts'
import { drawPasswords, type SeededCredentials } from '../../src/demo/seed-credentials.ts'
import { seedDemo } from '../../src/demo/seed-demo.ts'
import type { SeededAccount } from '../../src/demo/seed-directory.ts'
import { sha256 } from '../../src/kernel/digest.ts'
import type { Epoch, SiteId } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import type { Mail, MailTransport } from '../../src/mail/transport.ts'
import { folderStore } from '../../src/overnight-reports/folder-store.ts'
import { packageRoot } from '../../src/package-root.ts'
import type { ProfileName } from '../../src/passwords/rules/password-profile.ts'
import { parseProgramme } from '../../src/programme/parse-programme.ts'
import type { Programme } from '../../src/programme/programme.ts'
import { type Node, type Parts, wire } from '../../src/wire.ts'
import { CHEAP_HASHING } from './cheap-hashing.ts'
import type { TestDatabase } from './database.ts'
import { ORIGIN } from './origin.ts'
import { seededDatabase } from './seeded-database.ts'

export const SESSION_ONE = Temporal.Instant.from('2023-06-10T18:05+08:00')
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
  readonly sealingKeys: Keys
  account(userId: string): SeededAccount & Partial<SeededCredentials>
  /** A second node of the same site on the same database, with a pool and workers of its own, and keys if need be. */
  secondNode(keys?: Keys): Promise<Node>
  /** Another node of the site, some parts of it otherwise. */
  nodeWith(other: Partial<Parts>): Node
  /** What such a node is wired of. */
  partsWith(other: Partial<Parts>): Parts
  stop(): Promise<void>
}

const SHIPPED = 'programmes/seoch-2fa-2023.yaml'

export function shippedProgramme(source = shippedSource()): { parsed: Programme; source: string } {
  const parsed = parseProgramme(source, SHIPPED)
  if (!parsed.ok) throw new Error(parsed.refusal.map(({ reason }) => reason).join('\n'))
  return { parsed: parsed.value, source }
}

function shippedSource(): string {
  return readFileSync(join(packageRoot, SHIPPED), 'utf8')
}

interface Wanted {
  readonly at?: Instant
  readonly launch?: 'go' | 'undecided'
  readonly keys?: Keys
  /** The text of another programme file than the shipped one. */
  readonly source?: string
  /** Sends what is kept in `mails` as well. */
  readonly transport?: MailTransport
  readonly site?: SiteId
  readonly passwords?: ProfileName
}

type Keys = Parts['sealingKeys']

const textOfKey = ({ id, secret }: Keys[number]) => `${id}:${Buffer.from(secret).toString('hex')}`

/** The same in every worker: they copy what one of them has sealed. */
const KEYS: Keys = [{ id: 1, secret: sha256('what is sealed in tests') }]

/** One node of the program over a database of its own, with the demo's directory, a clock to set, and mail kept. */
export async function testNode({
  at = SESSION_ONE,
  launch = 'go',
  keys = KEYS,
  source,
  transport: real,
  site = 'primary',
  passwords,
}: Wanted = {}): Promise<TestNode> {
  const clock = setClock(at)
  const programme = shippedProgramme(source)
  const mails: Mail[] = []
  const transport: MailTransport = {
    send: async (mail) => {
      mails.push(mail)
      return real?.send(mail) ?? { outcome: 'sent', answer: '250 kept' }
    },
  }
  const reportsFolder = mkdtempSync(join(tmpdir(), 'sallyport-reports-'))
  const partsOn = (database: Database, other: Partial<Parts> = {}): Parts => ({
    site,
    epoch: `${site}/0` as Epoch,
    origins: [ORIGIN],
    clocks: { programme: clock, wire: systemClock },
    randomness: systemRandomness,
    sealingKeys: keys,
    programme: programme.parsed,
    database,
    feedDatabase: database,
    transport,
    mailFrom: 'no-reply@clearinghouse.example',
    reports: folderStore(reportsFolder),
    demoClock: null,
    hashing: CHEAP_HASHING,
    ...(passwords === undefined ? {} : { passwordProfileName: passwords }),
    report: (fault) => {
      throw fault
    },
    ...other,
  })
  const nodeOn = (database: Database, other?: Partial<Parts>) => wire(partsOn(database, other))
  const beginning = [at.toString(), launch, site, programme.source, ...keys.map(textOfKey)]
  const { db, accounts, credentials } = await seededDatabase(beginning, async (database) => {
    const seeding = nodeOn(database)
    const passwords = drawPasswords(seeding.world, smallFirms.people)
    return seedDemo({ at, launch, programme }, seeding, smallFirms, passwords, []).finally(seeding.stop)
  })
  const node = nodeOn(db.database)
  const ends: (() => Promise<unknown>)[] = [
    () => node.stop(),
    () => rm(reportsFolder, { recursive: true, force: true }),
  ]
  return {
    node,
    clock,
    database: db.database,
    db,
    mails,
    sealingKeys: keys,
    codeSentTo: (address, after = 0) => waitForCode(mails, address, after),
    account: (userId) => {
      const account = accounts.find(({ person }) => person.userId === userId)
      if (account === undefined) throw new Error(`no ${userId} in the directory`)
      return { ...account, ...credentials.get(userId) }
    },
    secondNode: async (others = keys) => {
      const database = openDatabase({ url: db.url, poolSize: 4, applicationName: 'second node' })
      const second = nodeOn(database, { sealingKeys: others })
      ends.push(() => second.stop().then(() => database.close()))
      return second
    },
    partsWith: (other) => partsOn(db.database, other),
    nodeWith: (other) => {
      const another = nodeOn(db.database, other)
      ends.push(() => another.stop())
      return another
    },
    stop: async () => {
      for (const end of ends.reverse()) await end()
      await db.drop()
    },
  }
}

async function waitForCode(mails: readonly Mail[], address: string, after: number): Promise<string> {
  for (let look = 0; look < 6_000; look++) {
    // Letters sent side by side come in any order, and not each of them holds a code.
    const mine = mails.filter(({ to }) => to === address).slice(after)
    const code = mine.flatMap(({ text }) => /\d{6,8}/.exec(text)?.[0] ?? []).at(-1)
    if (code !== undefined) return code
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`no code came to ${address}`)
}
