import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { endLeftovers } from '../db/embedded/end-leftovers.ts'
import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import { smtpTransport } from '../mail/smtp-transport.ts'
import { readSmtpUrl } from '../mail/smtp-url.ts'
import { folderStore } from '../overnight-reports/folder-store.ts'
import { hashOnAllCores } from '../passwords/hash-on-all-cores.ts'
import { milestones } from '../programme/rules/milestones.ts'
import type { Pages } from '../web/answer-request.ts'
import type { WebEnv } from '../web/env.ts'
import { listen } from '../web/listen.ts'
import { type Node, wire } from '../wire.ts'
import type { DemoCard } from './card-office/issue-cards.ts'
import { clearFuture } from './clear-future.ts'
import { clockRoutes } from './clock-routes.ts'
import { wholeDirectory } from './directory/directory.ts'
import { DEMO_FILES } from './files.ts'
import { refuseSecondDemo } from './refuse-second-demo.ts'
import { drawPasswords, type SeededCredentials } from './seed-credentials.ts'
import { seedDemo } from './seed-demo.ts'
import type { SeededAccount } from './seed-directory.ts'
import { seedReports } from './seed-reports.ts'
import type { DemoSettings } from './settings.ts'
import { cardFileOf, type DemoCards, issueDemoCards, startCards } from './start-cards.ts'
import { type Outside, startOutside } from './start-outside.ts'
import { type DemoUrls, type SeededCard, writeAccounts } from './write-accounts.ts'

export interface Demo {
  readonly urls: DemoUrls
  readonly accountsFile: string
  readonly caFile: string
  readonly accounts: readonly SeededAccount[]
  readonly credentials: ReadonlyMap<string, SeededCredentials>
  readonly cards: readonly SeededCard[]
  readonly cardsFolder: string
  /** Settles if the database server ends although nobody stopped the demo. */
  readonly databaseLost: Promise<void>
  stop(): Promise<void>
}

const SITE = 'primary'
const EPOCH = 'primary/0' as Epoch
const MAIL_FROM = 'no-reply@clearinghouse.example'

/** Starts everything, afresh, and returns once the primary site answers. Throws with a plain reason if something can't. */
export async function startDemo(settings: DemoSettings): Promise<Demo> {
  const { folder, ports } = settings
  const running: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of running.splice(0).reverse()) await end()
  }
  try {
    await refuseSecondDemo(settings)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    running.push(() => endLeftovers(folder))
    const { passwords, issued } = prepareMeanwhile(settings)
    const outside = await startOutside(settings, running)
    const cards = await startCards(settings, await issued, outside.database, running)
    const node = wireNode(settings, outside, cards)
    running.push(() => node.stop())
    const seeded = await seedDemo(settings, node, wholeDirectory, passwords, cards.issued)
    outside.keys.push(...seeded.keys)
    await seedReports(node.world)
    const urls = urlsOf(ports, outside)
    const files = writeFiles(settings, outside, urls, { ...seeded, cards: cards.issued })
    await listenAtBoth(settings, outside, node, cards, running)
    const { accounts, credentials } = seeded
    return { urls, ...files, accounts, credentials, databaseLost: outside.postgres.ended, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

/** While PostgreSQL makes its cluster, which keeps one core busy. */
function prepareMeanwhile({ hashing }: DemoSettings) {
  const hasher = hashOnAllCores({ randomness: systemRandomness, ...hashing })
  const passwords = drawPasswords({ hasher, randomness: systemRandomness }, wholeDirectory.people)
  const issued = issueDemoCards(hasher)
  // Where PostgreSQL does not start, nobody asks for them.
  for (const each of [passwords, issued]) each.catch(() => undefined)
  return { passwords, issued }
}

function urlsOf(ports: DemoSettings['ports'], { mailbox, postgres }: Outside): DemoUrls {
  return {
    primary: originAt(ports.primary),
    primaryCard: originAt(ports.primaryCard),
    mailbox: mailbox.httpUrl,
    authenticator: `${mailbox.httpUrl}/authenticator`,
    databasePrimary: postgres.readerUrl,
  }
}

function originAt(port: number): string {
  return `https://localhost:${port}`
}

interface Written {
  readonly accounts: readonly SeededAccount[]
  readonly credentials: ReadonlyMap<string, SeededCredentials>
  readonly cards: readonly DemoCard[]
}

function writeFiles(
  { folder }: DemoSettings,
  { certificates }: Outside,
  urls: DemoUrls,
  { accounts, credentials, cards: issued }: Written,
) {
  const accountsFile = join(folder, DEMO_FILES.accounts)
  const cards = issued.map(({ userId, password, state }) => ({
    ...{ userId, cardFile: cardFileOf(folder, userId), cardPassword: password, cardState: state },
  }))
  writeAccounts(accountsFile, urls, accounts, credentials, cards)
  const caFile = join(folder, DEMO_FILES.certificateAuthority)
  writeFileSync(caFile, certificates.caPem)
  return { accountsFile, caFile, cards, cardsFolder: join(folder, DEMO_FILES.cards) }
}

async function listenAtBoth(
  settings: DemoSettings,
  outside: Outside,
  { app, cardApp, front }: Node,
  { tls }: DemoCards,
  running: (() => Promise<unknown>)[],
): Promise<void> {
  const { keyPem: key, certPem: cert } = outside.certificates
  const around = { host: '127.0.0.1', key, cert }
  const { primary, primaryCard } = settings.ports
  if (cardApp === null) throw new Error('a node without pages for smartcards')
  const asking = await listen({
    ...around,
    app: withClock(settings, outside, cardApp),
    port: primaryCard,
    tls,
  })
  running.push(() => asking.stop())
  // Last: who waits for the demo waits for this port.
  const pages = await listen({ ...around, app: withClock(settings, outside, app), front, port: primary })
  running.push(() => pages.stop())
}

function wireNode(
  settings: DemoSettings,
  { clocks, certificates, database, mailbox, sealingKey }: Outside,
  { verify }: DemoCards,
): Node {
  const { primary, primaryCard } = settings.ports
  const smtp = readSmtpUrl(mailbox.smtpUrl)
  if (!smtp.ok) throw new Error(`the demo mailbox ${smtp.refusal}`)
  return wire({
    site: SITE,
    epoch: EPOCH,
    origins: [originAt(primary)],
    clocks,
    randomness: systemRandomness,
    sealingKeys: [{ id: 1, secret: sealingKey }],
    programme: settings.programme.parsed,
    database,
    feedDatabase: database,
    transport: smtpTransport(smtp.value, { ca: certificates.caPem }),
    mailFrom: MAIL_FROM,
    reports: folderStore(join(settings.folder, DEMO_FILES.reports)),
    cards: { verify, listener: originAt(primaryCard), site: originAt(primary) },
    demoClock: { milestones: milestones(settings.programme.parsed) },
    ...(settings.hashing === undefined ? {} : { hashing: settings.hashing }),
    report: (fault) => settings.report(fault),
  })
}

function withClock({ programme }: DemoSettings, { clocks, postgres }: Outside, pages: Pages): Pages {
  const outer = new Hono<WebEnv>()
  const clearFrom = (at: Instant) => clearFuture(postgres.ownerUrl, at)
  outer.route('/', clockRoutes({ clock: clocks.programme, zone: programme.parsed.clock.zone, clearFrom }))
  outer.all('*', (c) => pages.fetch(c.req.raw, c.env))
  return outer
}
