import { hostname } from 'node:os'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { PooledDatabase } from './db/open-database.ts'
import type { Clock } from './kernel/clock.ts'
import { orSay } from './kernel/or-say.ts'
import { reasonOf } from './kernel/reason-of.ts'
import { done, type Result, refused } from './kernel/result.ts'
import { systemClock, systemRandomness, systemTicks } from './kernel/system.ts'
import { recordProgramme } from './launch/record-programme.ts'
import { smtpTransport } from './mail/smtp-transport.ts'
import { type OpenCards, openCards } from './open-cards.ts'
import { type Databases, openDatabases } from './open-databases.ts'
import { openListeners } from './open-listeners.ts'
import { type Count, makeCount } from './operations/count.ts'
import type { Pulse } from './operations/keep-pulse.ts'
import { listenOperations } from './operations/listen-operations.ts'
import { readSiteFigures } from './operations/read-site-figures.ts'
import { judgeReadiness, type Vitals } from './operations/rules/judge-readiness.ts'
import { makeWatch, type Watch } from './operations/watch.ts'
import { writeLog } from './operations/write-log.ts'
import { folderStore } from './overnight-reports/folder-store.ts'
import type { Prepared } from './prepare-serving.ts'
import type { Listener } from './web/listen.ts'
import { type Node, wire } from './wire.ts'

export interface OpenNode {
  readonly log: Logger
  /** Not ready from now on, but serving. */
  drain(): void
  /** Takes nothing new and settles once everything under way is finished and closed. */
  end(): Promise<void>
}

/** How long mails that are due may still be handed over as a node ends; what is left then is given back. */
const FLUSH_MILLISECONDS = 3_000

type End = () => Promise<void> | void

/** Opens one thing after the other; the refusal is a sentence for the engineer, and all is closed again. */
export async function openNode(config: Config, prepared: Prepared): Promise<Result<OpenNode, string>> {
  const ends: End[] = []
  // What was opened last ends first: the listener before what its requests use.
  const end = async () => {
    for (const each of ends.toReversed()) await each()
  }
  try {
    const log = writeLog({ level: config.logLevel, node: `${hostname()}/${process.pid}`, clock: systemClock })
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
    openDatabases(config, watch, log, ends),
  )
  const cards = await openCardsOf(config, database.work, log, watch, ends)
  const node = openWork(config, prepared, { database, clock, watch, cards }, ends)
  await database.work.write({ as: 'operations' }, (tx) =>
    recordProgramme(tx, node.world, { id: prepared.programme.id, source: prepared.source }, clock.now()),
  )
  let serving: Vitals['serving'] = 'not-yet'
  const opsPort = await openOperations(
    config,
    { database, pulse, clock, watch, count, node, serving: () => serving },
    ends,
  )
  const opened = (listener: Listener) => ends.push(() => listener.stop())
  const { pages, cards: asking, proxies } = await openListeners(config, node, cards, opened)
  serving = 'yes'
  const { site, listen: at } = config
  const ports = { port: pages.port, opsPort, cardPort: asking?.port, proxyPort: proxies?.port }
  log.info({ site, host: at.host, ...ports, programme: prepared.programme.id }, 'serving')
  return () => {
    serving = 'draining'
    for (const listener of [pages, asking, proxies]) listener?.drain()
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

function openWork(
  config: Config,
  { programme, smtp }: Prepared,
  { database, clock, watch, cards }: Around,
  ends: End[],
): Node {
  const transport = smtpTransport(smtp, config.smtpCa === undefined ? {} : { ca: config.smtpCa })
  ends.push(() => transport.close())
  const [parameters, ...former] = config.argon2
  const node = wire({
    site: config.site,
    epoch: database.follower.followed.authority.epoch,
    origins: [config.publicOrigin],
    clocks: { programme: clock, wire: systemClock },
    randomness: systemRandomness,
    sealingKeys: config.sealingKeys,
    programme,
    database: database.work,
    feedDatabase: database.feed,
    transport,
    mailFrom: config.mailFrom,
    reports: folderStore(config.reportsFolder),
    keepReportsDays: config.keepReportsDays,
    cards:
      config.cards && cards
        ? { ...cards.judging, listener: config.cards.origin, site: config.publicOrigin }
        : null,
    demoClock: null,
    hashing: { parameters, former },
    watch,
    report: watch.fault,
  })
  ends.push(async () => {
    // Closed, the transport fails what it has not begun to send: it is queued again, and no claim is left behind.
    const impatient = setTimeout(() => transport.close(), FLUSH_MILLISECONDS)
    await node.stop()
    clearTimeout(impatient)
  })
  return node
}

interface Observed {
  readonly database: Databases
  readonly pulse: Pulse
  readonly clock: Clock
  readonly watch: Watch
  readonly count: Count
  readonly node: Node
  readonly serving: () => Vitals['serving']
}

async function openOperations(config: Config, observed: Observed, ends: End[]): Promise<number> {
  const { database, pulse, clock, watch, count, node } = observed
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
    hashes: () => node.world.hasher.load(),
    clock: () => pulse.last.clock,
    authority: () => database.follower.standing(),
    site: () => readSiteFigures(database.operations, node.world.epoch, clock.now()),
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
