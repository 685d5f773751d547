import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { Clock } from '../kernel/clock.ts'
import { receiveBounces } from '../outbox/receive-bounces.ts'
import type { Pages } from '../web/answer-request.ts'
import type { WebEnv } from '../web/env.ts'
import { listen } from '../web/listen.ts'
import type { Node } from '../wire.ts'
import { beginDatabase } from './begin-database.ts'
import type { DemoCard } from './card-office/issue-cards.ts'
import { clockRoutes } from './clock-routes.ts'
import { wholeDirectory } from './directory/directory.ts'
import { DEMO_FILES } from './files.ts'
import { type MovedClock, moveClock } from './move-clock.ts'
import { BOUNCES_TO, type DemoSites, openSites, originAt } from './open-sites.ts'
import { type Contents, prepareContents } from './prepare-contents.ts'
import { type PrimaryEnd, primaryEnd } from './primary-end.ts'
import { seedBranchOrders } from './seed-branch-orders.ts'
import { fileCardPasswords } from './seed-cards.ts'
import type { SeededCredentials } from './seed-credentials.ts'
import { seedDemo } from './seed-demo.ts'
import type { SeededAccount } from './seed-directory.ts'
import { seedReports } from './seed-reports.ts'
import type { DemoPorts, DemoSettings } from './settings.ts'
import { cardFileOf, type DemoCards, startCards } from './start-cards.ts'
import { type Outside, startOutside } from './start-outside.ts'
import { writeSiteSettings } from './start-secondary.ts'
import { type DemoUrls, type SeededCard, writeAccounts } from './write-accounts.ts'

export interface Demo {
  readonly urls: DemoUrls
  readonly accountsFile: string
  readonly caFile: string
  readonly accounts: readonly SeededAccount[]
  readonly credentials: ReadonlyMap<string, SeededCredentials>
  readonly cards: readonly SeededCard[]
  readonly cardsFolder: string
  /** What time it is in the demo. */
  readonly clock: Clock
  /** Settles once the secondary's server copies the primary's and, at that time, a branch is open. */
  readonly secondary: Promise<void>
  /**
   * Settles if the primary's first server ends although nobody stopped the demo. Beside a standby the demo goes on, and who holds
   * authority is for its operator to say, by the commands of a site; without one there is nothing to go on with.
   */
  readonly primaryEnded: Promise<PrimaryEnd>
  stop(): Promise<void>
}

/**
 * Starts everything, afresh, and returns once the primary site answers. Throws with a plain reason if something can't. What is waited
 * for longest, PostgreSQL, has begun before the rest of the program was even read; all that needs no database is made meanwhile.
 */
export async function startDemo(
  settings: DemoSettings,
  begun: ReturnType<typeof beginDatabase> = beginDatabase(settings),
): Promise<Demo> {
  const running: (() => Promise<unknown>)[] = []
  let stops = false
  const stop = async () => {
    stops = true
    for (const end of running.splice(0).reverse()) await end()
  }
  try {
    const coming = await begun
    running.push(coming.stop)
    const contents = prepareContents(settings)
    const outside = await startOutside(settings, coming, contents, running)
    const cards = await startCards(settings, await contents.issued, outside.database, running)
    const sites = openSites(settings, outside, cards)
    running.push(sites.secondary.stop, sites.primary.stop)
    const { world } = sites.primary.authority()
    const { orders, ...seeded } = await seed(settings, world, contents, cards.issued)
    outside.keys.push(...seeded.keys)
    const urls = urlsOf(settings.ports, outside)
    const files = writeFiles(settings, outside, urls, { ...seeded, cards: cards.issued })
    const clock = moveClock({ settings, outside, orders, secondary: sites.secondary })
    running.push(clock.stop)
    await receiveReports(settings, outside, sites.primary, running)
    const cardPasswords = fileCardPasswords(world, seeded.accounts, cards.issued)
    const filed = cardPasswords.catch(settings.report)
    running.push(() => filed)
    await listenAtBoth(settings, outside, { sites, cards, cardPasswords, clock }, running)
    // Only now: its copy is not to cost whoever waits for the primary.
    const streams = outside.standby.start()
    const secondary = streams.then(clock.follow).catch(settings.report)
    const removed = secondary.then(coming.removeFormer).catch(settings.report)
    running.push(() => removed)
    const primaryEnded = primaryEnd(outside.postgres.ended, streams, () => stops)
    const { accounts, credentials } = seeded
    const told = { accounts, credentials, clock: outside.clocks.programme }
    return { urls, ...files, ...told, secondary, primaryEnded, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

async function seed(
  settings: DemoSettings,
  world: Node['world'],
  { passwords, reports }: Contents,
  cards: readonly DemoCard[],
) {
  const seeded = await seedDemo(settings, { world }, wholeDirectory, passwords, cards)
  const drawn = await reports
  await world.database.write({ as: 'operations' }, (tx) => seedReports(tx, drawn))
  return { ...seeded, orders: await seedBranchOrders(world, seeded.accounts) }
}

function urlsOf(ports: DemoPorts, { mailbox, postgres, servers }: Outside): DemoUrls {
  const standby = new URL(postgres.readerUrl)
  standby.port = String(servers.secondary.address.port)
  return {
    primary: originAt(ports.primary),
    secondary: originAt(ports.secondary),
    primaryCard: originAt(ports.primaryCard),
    secondaryCard: originAt(ports.secondaryCard),
    mailbox: mailbox.httpUrl,
    authenticator: `${mailbox.httpUrl}/authenticator`,
    databasePrimary: postgres.readerUrl,
    databaseSecondary: standby.href,
  }
}

interface Written {
  readonly accounts: readonly SeededAccount[]
  readonly credentials: ReadonlyMap<string, SeededCredentials>
  readonly cards: readonly DemoCard[]
}

function writeFiles(
  { folder }: DemoSettings,
  { certificates, servers }: Outside,
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
  writeSiteSettings({ folder }, servers)
  return { accountsFile, caFile, cards, cardsFolder: join(folder, DEMO_FILES.cards) }
}

/** Where the demo's mail server brings what comes back. */
async function receiveReports(
  { report }: DemoSettings,
  { certificates, clocks, database, reports }: Outside,
  { authority }: DemoSites['primary'],
  running: (() => Promise<unknown>)[],
): Promise<void> {
  const { sealer } = authority().world
  const listener = await receiveBounces(
    { database, audit: () => authority().world, sealer, clock: clocks.programme, at: BOUNCES_TO, report },
    { host: '127.0.0.1', port: 0, tls: { key: certificates.keyPem, cert: certificates.certPem } },
  )
  running.push(() => listener.stop())
  reports.port = listener.port
}

interface Serving {
  readonly sites: DemoSites
  readonly cards: DemoCards
  readonly cardPasswords: Promise<void>
  readonly clock: MovedClock
}

async function listenAtBoth(
  settings: DemoSettings,
  { certificates }: Outside,
  { sites, cards: { tls }, cardPasswords, clock }: Serving,
  running: (() => Promise<unknown>)[],
): Promise<void> {
  const { ports, programme } = settings
  const around = { host: '127.0.0.1', key: certificates.keyPem, cert: certificates.certPem }
  const clocked = (pages: Pages): Pages => {
    const outer = new Hono<WebEnv>()
    outer.route('/', clockRoutes({ zone: programme.parsed.clock.zone, move: clock.move }))
    outer.all('*', (c) => pages.fetch(c.req.raw, c.env))
    return outer
  }
  const forCards = (pages: Pages | null): Pages => {
    if (pages === null) throw new Error('a node without pages for smartcards')
    return clocked({ fetch: async (request, env) => cardPasswords.then(() => pages.fetch(request, env)) })
  }
  const open = async (what: Parameters<typeof listen>[0]) => {
    const listener = await listen(what)
    running.push(() => listener.stop())
  }
  const { primary, secondary } = sites
  await open({ ...around, app: forCards(primary.cardApp), port: ports.primaryCard, tls })
  await open({ ...around, app: forCards(secondary.cardApp), port: ports.secondaryCard, tls })
  await open({ ...around, app: clocked(secondary.app), front: secondary.front, port: ports.secondary })
  // Last: who waits for the demo waits for this port.
  await open({ ...around, app: clocked(primary.app), front: primary.front, port: ports.primary })
}
