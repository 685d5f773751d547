import { hostname } from 'node:os'
import type { Logger } from 'pino'
import type { Config } from '../config/read-config.ts'
import type { PooledDatabase } from '../db/open-database.ts'
import type { Clock } from '../kernel/clock.ts'
import { orSay } from '../kernel/or-say.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemRandomness, systemTicks } from '../kernel/system.ts'
import { recordProgramme } from '../launch/record-programme.ts'
import { smtpTransport } from '../mail/smtp-transport.ts'
import type { MailTransport } from '../mail/transport.ts'
import { type Count, makeCount } from '../operations/count.ts'
import type { Pulse } from '../operations/keep-pulse.ts'
import { listenOperations } from '../operations/listen-operations.ts'
import { readSiteFigures } from '../operations/read-site-figures.ts'
import { judgeReadiness, type Vitals } from '../operations/rules/judge-readiness.ts'
import { makeWatch, type Watch } from '../operations/watch.ts'
import { writeLog } from '../operations/write-log.ts'
import { openReportStore } from '../overnight-reports/open-report-store.ts'
import { openBranch, type SharedParts } from '../serving/open-branch.ts'
import { openSite, type Site } from '../serving/open-site.ts'
import { readBranch } from '../sites/read-branch.ts'
import { type OpenCards, openCards } from '../smartcards/open-cards.ts'
import type { Listener } from '../web/listen.ts'
import { wire } from '../wire.ts'
import { openBatch } from './open-batch.ts'
import { openBounces } from './open-bounces.ts'
import { type Databases, openDatabases } from './open-databases.ts'
import { openListeners } from './open-listeners.ts'
import type { Prepared } from './prepare-serving.ts'

export interface OpenNode {
  readonly log: Logger
  /** Not ready from now on, but serving. */
  drain(): void
  /** Takes nothing new and settles once everything under way is finished and closed. */
  end(): Promise<void>
}

/** How long mails that are due may still be handed over as a node ends; what is left then is given back. */
const FLUSH_MILLISECONDS = 3_000

/** As its log and the database know it. */
const NAME = `${hostname()}/${process.pid}`

type End = () => Promise<void> | void

/** Opens one thing after the other; the refusal is a sentence for the engineer, and all is closed again. */
export async function openNode(config: Config, prepared: Prepared): Promise<Result<OpenNode, string>> {
  const ends: End[] = []
  // What was opened last ends first: the listener before what its requests use.
  const end = async () => {
    for (const each of ends.toReversed()) await each()
  }
  try {
    const log = writeLog({ level: config.logLevel, node: NAME, clock: systemClock })
    return done({ log, end, drain: await open(config, prepared, log, ends) })
  } catch (fault) {
    await end()
    return refused(reasonOf(fault))
  }
}

async function open(config: Config, prepared: Prepared, log: Logger, ends: End[]): Promise<() => void> {
  const count = makeCount(systemTicks)
  const watch = makeWatch(log, count, systemTicks)
  const { database, pulse, clock } = await orSay(
    "SALLYPORT_DATABASE_URL: the database can't be used",
    openDatabases(config, watch, log, ends, NAME),
  )
  const cards = await openCardsOf(config, database.work, log, watch, ends)
  const site = await openWork(config, prepared, { database, clock, watch, cards }, ends)
  const { id } = prepared.programme
  await database.work.write({ as: 'operations' }, (tx) =>
    recordProgramme(tx, site.authority().world, { id, source: prepared.source }, clock.now()),
  )
  let serving: Vitals['serving'] = 'not-yet'
  const opsPort = await openOperations(
    config,
    { database, pulse, clock, watch, count, site, serving: () => serving },
    ends,
  )
  const opened = (listener: Listener) => ends.push(() => listener.stop())
  const { pages, cards: asking, proxies } = await openListeners(config, site, cards, opened)
  const report = (fault: unknown) => watch.fault(fault, null)
  const around = {
    database: database.work,
    sealer: site.authority().world.sealer,
    clock,
    audit: () => site.authority().world,
    report,
  }
  const bounces = await openBounces(config, around, (listener) => ends.push(() => listener.stop()))
  const batch = await openBatch(config, { site, follower: database.follower, watch }, opened)
  serving = 'yes'
  const ports = { port: pages.port, opsPort, cardPort: asking?.port, proxyPort: proxies?.port }
  const others = { bouncePort: bounces?.port, reportsPort: batch?.port }
  log.info({ site: config.site, host: config.listen.host, ...ports, ...others, programme: id }, 'serving')
  return () => {
    serving = 'draining'
    for (const listener of [pages, asking, proxies, batch]) listener?.drain()
  }
}

async function openCardsOf(
  { cards: asked }: Config,
  database: PooledDatabase,
  log: Logger,
  watch: Watch,
  ends: End[],
) {
  if (asked === undefined) return undefined
  const cards = await openCards({
    ...{ settings: asked.settings, database, randomness: systemRandomness, wire: systemClock },
    onFailing: ({ kind, url, standing, lastFault }) =>
      log.warn({ kind, url, standing, reason: lastFault?.reason }, 'no word on revocation'),
    onFault: (fault) => watch.fault(fault, null),
  })
  ends.push(() => cards.stop())
  return cards
}

interface Around {
  readonly database: Databases
  readonly clock: Clock
  readonly watch: Watch
  readonly cards: OpenCards | undefined
}

/** How often a node looks which branch there is. */
const LOOK_MILLISECONDS = 500

async function openWork(config: Config, prepared: Prepared, around: Around, ends: End[]): Promise<Site> {
  const { database, clock, watch } = around
  const { follower, work, feed } = database
  const transport = smtpTransport(prepared.smtp, config.smtpCa === undefined ? {} : { ca: config.smtpCa })
  ends.push(() => transport.close())
  const shared = sharedParts(config, prepared, around, transport)
  const authority = () => follower.followed.authority
  const site = openSite({
    isAuthority: () => authority().site === config.site,
    follower,
    clock,
    openAuthority: (as, bar) =>
      wire({
        ...shared,
        ...{ site: as, epoch: authority().epoch, database: work, feedDatabase: feed, bar },
        pairing: () => follower.standing(),
      }),
    readBranch: () => work.read({ as: 'sign-in' }, readBranch),
    openBranch: async (branch, guards) =>
      openBranch(branch, branchUrl(config, follower.followed.url), { ...shared, site: 'secondary' }, guards, {
        database: work,
        clock,
      }),
    report: (fault) => watch.fault(fault, null),
  })
  ends.push(async () => {
    // Closed, the transport fails what it has not begun to send: it is queued again, and no claim is left behind.
    const impatient = setTimeout(() => transport.close(), FLUSH_MILLISECONDS)
    await site.stop()
    clearTimeout(impatient)
  })
  follower.onMove(() => void site.look())
  const looking = setInterval(() => void site.look(), LOOK_MILLISECONDS)
  ends.push(() => clearInterval(looking))
  await site.look()
  return site
}

/** The copy has the logins of what it was copied from. */
function branchUrl({ branch }: Config, authority: string): string {
  if (branch === undefined)
    throw new Error('a branch is open here: SALLYPORT_STANDBY_URL and SALLYPORT_BRANCH_PORT say where')
  const url = new URL(authority)
  url.hostname = branch.host
  url.port = String(branch.port)
  return url.href
}

function sharedParts(
  config: Config,
  { programme }: Prepared,
  { clock, watch, cards }: Around,
  transport: MailTransport,
): Omit<SharedParts, 'site'> {
  const [parameters, ...former] = config.argon2
  return {
    origins: [config.publicOrigin],
    clocks: { programme: clock, wire: systemClock },
    randomness: systemRandomness,
    sealingKeys: config.sealingKeys,
    programme,
    transport,
    mailFrom: config.mailFrom,
    mailLeaving: { pace: config.mailLeaving.pace, bouncesTo: config.mailLeaving.bounces?.address },
    reports: openReportStore(config.reports.place),
    keepReportsDays: config.reports.keepDays,
    cards:
      config.cards && cards
        ? { ...cards.judging, listener: config.cards.origin, site: config.publicOrigin }
        : null,
    demoClock: null,
    hashing: { parameters, former },
    watch,
    report: watch.fault,
  }
}

interface Observed {
  readonly database: Databases
  readonly pulse: Pulse
  readonly clock: Clock
  readonly watch: Watch
  readonly count: Count
  readonly site: Site
  readonly serving: () => Vitals['serving']
}

async function openOperations(config: Config, observed: Observed, ends: End[]): Promise<number> {
  const { database, pulse, clock, watch, count, site } = observed
  const readiness = () =>
    judgeReadiness({
      serving: observed.serving(),
      databaseAnswered: pulse.last.answeredAt === null ? null : systemTicks() - pulse.last.answeredAt,
      databaseFault: pulse.last.fault,
      schemaLacks: pulse.last.schemaLacks,
      clock: pulse.last.clock,
      outboxTurned: watch.sinceTurn(),
    })
  const readings = {
    ready: () => readiness().ready,
    pool: database.work.poolUse,
    hashes: () => site.authority().world.hasher.load(),
    clock: () => pulse.last.clock,
    authority: () => database.follower.standing(),
    site: () => readSiteFigures(database.operations, site.authority().world.epoch, clock.now()),
  }
  const { host, port } = config.opsListen
  const listener = await orSay(
    `SALLYPORT_OPS_LISTEN: can't listen on ${host} port ${port}`,
    listenOperations(config.opsListen, {
      readiness,
      metrics: async () => ({ contentType: count.contentType, text: await count.scrape(readings) }),
    }),
  )
  ends.push(() => listener.stop())
  return listener.port
}
