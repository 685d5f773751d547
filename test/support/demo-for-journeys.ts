import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type APIRequestContext, type Browser, request } from 'playwright-core'
import { clusterAt, LOGINS, readPasswords } from '../../src/db/embedded/cluster.ts'
import { findFreePort } from '../../src/db/embedded/find-free-port.ts'
import { withClient } from '../../src/db/with-client.ts'
import { DEMO_FILES } from '../../src/demo/files.ts'
import type { DemoPorts } from '../../src/demo/settings.ts'
import { type Demo, startDemo } from '../../src/demo/start-demo.ts'
import type { Clock } from '../../src/kernel/clock.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import { CHEAP_HASHING } from './cheap-hashing.ts'
import { openChromium } from './chromium.ts'
import { SESSION_ONE, shippedProgramme } from './node.ts'
import { MIGRATIONS } from './postgres-for-tests.ts'
import { scratchFolder } from './scratch-folder.ts'

/** An account as `accounts.json` describes it (design.md §5). */
export interface DemoAccount {
  readonly role: string
  readonly userId: string
  readonly displayName: string
  readonly email?: string
  readonly state: 'no-email' | 'not-initiated' | 'initiated' | 'locked' | 'suspended'
  readonly channels: readonly ('email' | 'app')[]
  readonly functions: readonly string[]
  readonly password?: string
  readonly totpSecret?: string
  readonly cardFile?: string
  readonly cardPassword?: string
}

export interface ReceivedMail {
  readonly at: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface DemoForJourneys {
  readonly urls: Demo['urls']
  readonly browser: Browser
  readonly accountsFile: string
  readonly accounts: readonly DemoAccount[]
  /** What `explain` needs in its environment to ask this demo's directory. */
  readonly directory: Readonly<Record<'SALLYPORT_DATABASE_URL' | 'SALLYPORT_SEALING_KEYS_FILE', string>>
  /** The demo from outside a browser; its certificate is not asked for. */
  readonly http: APIRequestContext
  readonly clock: JourneyClock
  account(userId: string): DemoAccount
  /** Newest first, to this address only. */
  mailTo(address: string): Promise<readonly ReceivedMail[]>
  /** Asks the database for one number, as an auditor, who changes nothing. */
  count(statement: string, ...values: readonly unknown[]): Promise<number>
  /** What the program reported since last asked: exceptions, which are bugs. */
  takeFaults(): readonly unknown[]
  stop(): Promise<void>
}

/** The demo clock. Every journey begins on the Saturday at 18:05. */
export interface JourneyClock {
  now(): Instant
  set(at: Instant): Promise<void>
  /** Back to where every journey begins, which clears logon sessions, attempts, codes and locks. */
  restore(): Promise<void>
}

let started: Promise<DemoForJourneys> | undefined

/** The one demo and the one browser of a file of journeys, started by whichever asks first. */
export function theDemo(): Promise<DemoForJourneys> {
  started ??= start()
  return started
}

/** Ends it, if any journey has begun. */
export async function stopTheDemo(): Promise<void> {
  await (await started)?.stop()
}

async function start(): Promise<DemoForJourneys> {
  const folder = scratchFolder('journeys')
  const faults: unknown[] = []
  const [demo, browser] = await Promise.all([
    startDemo({
      at: SESSION_ONE,
      launch: 'go',
      folder,
      migrations: MIGRATIONS,
      programme: shippedProgramme(),
      sites: 'played',
      ports: await freePorts(),
      report: (fault) => faults.push(fault),
      hashing: CHEAP_HASHING,
    }),
    openChromium(),
  ])
  const http = await request.newContext({ baseURL: demo.urls.primary, ignoreHTTPSErrors: true })
  const { accounts } = JSON.parse(readFileSync(demo.accountsFile, 'utf8')) as { accounts: DemoAccount[] }
  return {
    urls: demo.urls,
    browser,
    accountsFile: demo.accountsFile,
    accounts,
    directory: {
      SALLYPORT_DATABASE_URL: ownerUrl(folder, demo.urls.databasePrimary),
      SALLYPORT_SEALING_KEYS_FILE: join(folder, DEMO_FILES.sealingKeys),
    },
    http,
    clock: journeyClock(http, demo.clock),
    account: (userId) => {
      const account = accounts.find((each) => each.userId === userId)
      if (account === undefined) throw new Error(`no ${userId} in accounts.json`)
      return account
    },
    mailTo: async (address) => {
      const answer = await fetch(`${demo.urls.mailbox}/api/messages?to=${encodeURIComponent(address)}`)
      return (await answer.json()) as ReceivedMail[]
    },
    count: (statement, ...values) =>
      withClient(demo.urls.databasePrimary, async (client) => {
        const { rows } = await client.query<{ count: string }>(statement, [...values])
        return Number(rows[0]?.count)
      }),
    takeFaults: () => faults.splice(0),
    stop: async () => {
      await Promise.all([browser.close(), http.dispose()])
      await demo.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

/** Its own, not one beside it: until a move is answered, a branch may have been opened, and a passcode run out. */
function journeyClock(http: APIRequestContext, clock: Clock): JourneyClock {
  const set = async (at: Instant) => {
    const answer = await http.post('/demo/clock', { data: { at: at.toString() } })
    if (answer.status() !== 200) throw new Error(`the demo clock answered ${answer.status()}`)
  }
  return { now: clock.now, set, restore: () => set(SESSION_ONE) }
}

/** The owner's login of the demo's own cluster; `accounts.json` names only the reader's. */
function ownerUrl(folder: string, readerUrl: string): string {
  const url = new URL(readerUrl)
  url.username = LOGINS.owner
  url.password = readPasswords(clusterAt(join(folder, 'primary', 'cluster'))).owner
  return url.href
}

async function freePorts(): Promise<DemoPorts> {
  return {
    primary: await findFreePort(),
    primaryCard: await findFreePort(),
    secondary: await findFreePort(),
    secondaryCard: await findFreePort(),
    mailbox: 0,
  }
}
