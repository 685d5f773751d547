import { parseArgs } from 'node:util'
import pino, { type Logger } from 'pino'
import { type Config, readConfig } from './config.ts'
import { correctedClock } from './db/corrected-clock.ts'
import { measureClockOffset } from './db/measure-clock-offset.ts'
import { openDatabase } from './db/open-database.ts'
import { reasonOf } from './kernel/reason-of.ts'
import { done, type Result, refused } from './kernel/result.ts'
import { systemClock, systemRandomness } from './kernel/system.ts'
import type { Terminal } from './kernel/terminal.ts'
import { recordProgramme } from './launch/record-programme.ts'
import { smtpTransport } from './mail/smtp-transport.ts'
import { type Prepared, prepareServing } from './prepare-serving.ts'
import { listen } from './web/listen.ts'
import { wire } from './wire.ts'

export const serveUsage = 'serve [--config FILE]'

/** `sallyport serve`: one node of one site, until it is told to end. Nothing is opened before everything is checked. */
export async function runServe(argv: readonly string[], terminal: Terminal): Promise<number> {
  const file = readArguments(argv)
  if (!file.ok) return complain(terminal, [file.refusal, `usage: sallyport ${serveUsage}`])
  const config = readConfig(process.env, file.value)
  if (!config.ok) return complain(terminal, config.refusal)
  const prepared = await prepareServing(config.value)
  if (!prepared.ok) return complain(terminal, prepared.refusal)
  const log = pino()
  const toldToEnd = terminal.interrupted()
  const ends: End[] = []
  try {
    await open(config.value, prepared.value, log, ends)
  } catch (fault) {
    await endAll(ends)
    return complain(terminal, [reasonOf(fault)])
  }
  await toldToEnd
  log.info('ending: requests under way are finished, no new ones taken')
  await endAll(ends)
  log.info('ended')
  return 0
}

function complain(terminal: Terminal, faults: readonly string[]): 2 {
  for (const fault of faults) terminal.complain(fault)
  return 2
}

/** The settings file, if one is named. */
function readArguments(argv: readonly string[]): Result<string | undefined, string> {
  try {
    return done(parseArgs({ args: [...argv], options: { config: { type: 'string' } } }).values.config)
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}

type End = () => Promise<void> | void

/** What was opened last ends first: the listener before what its requests use. */
async function endAll(ends: readonly End[]): Promise<void> {
  for (const end of ends.toReversed()) await end()
}

/** Opens one thing after the other, noting in `ends` how each is closed. Throws a sentence for the engineer. */
async function open(
  config: Config,
  { programme, source, smtp }: Prepared,
  log: Logger,
  ends: End[],
): Promise<void> {
  const database = openDatabase({
    url: config.databaseUrl,
    asApp: true,
    poolSize: 20,
    applicationName: 'sallyport',
  })
  ends.push(() => database.close())
  const clock = await orSay(
    "SALLYPORT_DATABASE_URL: the database can't be used",
    correctedClock(() => measureClockOffset(database, systemClock), systemClock),
  )
  ends.push(() => clock.stop())
  const transport = smtpTransport(smtp, config.smtpCa === undefined ? {} : { ca: config.smtpCa })
  ends.push(() => transport.close())
  const node = wire({
    site: config.site,
    epoch: config.epoch,
    origins: [config.publicOrigin],
    clocks: { programme: clock, wire: systemClock },
    randomness: systemRandomness,
    sealingKeys: config.sealingKeys,
    programme,
    database,
    transport,
    mailFrom: config.mailFrom,
    passwordProfileName: config.passwordProfile,
    demoClock: null,
    report: (fault, reference) => log.error({ err: fault, reference }, 'fault'),
  })
  ends.push(() => node.stop())
  await database.write({ as: 'operations' }, (tx) =>
    recordProgramme(tx, node.world, { id: programme.id, source }, clock.now()),
  )
  const { host, port } = config.listen
  const listener = await orSay(
    `SALLYPORT_LISTEN: can't listen on ${host} port ${port}`,
    listen({ app: node.app, host, port, ...config.tls }),
  )
  ends.push(() => listener.stop())
  log.info({ site: config.site, host, port: listener.port, programme: programme.id }, 'serving')
}

async function orSay<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (fault) {
    throw new Error(`${what} (${reasonOf(fault)})`, { cause: fault })
  }
}
