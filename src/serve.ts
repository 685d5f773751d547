import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import pino, { type Logger } from 'pino'
import type { Terminal } from './cli/terminal.ts'
import { type Config, readConfig } from './config.ts'
import { MIGRATIONS } from './db/commands.ts'
import { correctedClock } from './db/corrected-clock.ts'
import { measureClockOffset } from './db/measure-clock-offset.ts'
import { pendingMigrations } from './db/migrate.ts'
import { openDatabase } from './db/open-database.ts'
import { refuseUnsafeServer } from './db/refuse-unsafe-server.ts'
import { systemClock, systemRandomness } from './kernel/system.ts'
import { recordProgramme } from './launch/record-programme.ts'
import { smtpTransport } from './mail/smtp-transport.ts'
import { readSmtpUrl, type SmtpServer } from './mail/smtp-url.ts'
import { parseProgramme } from './programme/parse-programme.ts'
import type { Programme } from './programme/programme.ts'
import { check } from './programme/rules/check.ts'
import { listen } from './web/listen.ts'
import { wire } from './wire.ts'

export const serveUsage = 'serve [--config FILE]'

/** `sallyport serve`: one node of one site, until it is told to end. Nothing is opened before everything is checked. */
export async function runServe(argv: readonly string[], terminal: Terminal): Promise<number> {
  const config = settings(argv, terminal)
  if (config === undefined) return 2
  const ready = await prepare(config)
  if ('faults' in ready) {
    for (const fault of ready.faults) terminal.complain(fault)
    return 2
  }
  const stop = await open(config, ready, pino())
  await terminal.interrupted()
  await stop()
  return 0
}

function settings(argv: readonly string[], terminal: Terminal): Config | undefined {
  try {
    const { values } = parseArgs({ args: [...argv], options: { config: { type: 'string' } } })
    const read = readConfig(process.env, values.config)
    if (read.ok) return read.value
    for (const fault of read.refusal) terminal.complain(fault)
  } catch (fault) {
    terminal.complain(fault instanceof Error ? fault.message : String(fault))
    terminal.complain(`usage: sallyport ${serveUsage}`)
  }
  return undefined
}

interface Ready {
  readonly programme: Programme
  readonly source: string
  readonly smtp: SmtpServer
}

/** Everything that can be wrong before the first connection is taken, all at once. */
async function prepare(config: Config): Promise<Ready | { readonly faults: readonly string[] }> {
  const faults: string[] = []
  const smtp = readSmtpUrl(config.smtpUrl)
  if (!smtp.ok) faults.push(`SALLYPORT_SMTP_URL ${smtp.refusal}`)
  const file = config.programmeFile
  const source = await readFile(file, 'utf8').catch((fault: Error) => {
    faults.push(`SALLYPORT_PROGRAMME_FILE: can't read ${file} (${fault.message})`)
    return undefined
  })
  const parsed = source === undefined ? undefined : parseProgramme(source, file)
  if (parsed?.ok === false) {
    faults.push(...parsed.refusal.map(({ line, column, reason }) => `${file}:${line}:${column}: ${reason}`))
  }
  if (parsed?.ok) {
    const errors = check(parsed.value).filter(({ severity }) => severity === 'error')
    faults.push(...errors.map(({ line, column, reason }) => `${file}:${line ?? 1}:${column ?? 1}: ${reason}`))
  }
  faults.push(...(await databaseFaults(config.databaseUrl)))
  if (faults.length > 0 || !smtp.ok || source === undefined || !parsed?.ok) return { faults }
  return { programme: parsed.value, source, smtp: smtp.value }
}

async function databaseFaults(url: string): Promise<readonly string[]> {
  try {
    const safe = await refuseUnsafeServer(url)
    if (!safe.ok) return safe.refusal
    const pending = await pendingMigrations({ ownerUrl: url, folder: MIGRATIONS })
    return pending.length === 0
      ? []
      : [`the schema is not up to date (${pending.join(', ')}). Run: sallyport migrate --apply`]
  } catch (fault) {
    return [
      `SALLYPORT_DATABASE_URL: the database can't be used (${fault instanceof Error ? fault.message : String(fault)})`,
    ]
  }
}

async function open(
  config: Config,
  { programme, source, smtp }: Ready,
  log: Logger,
): Promise<() => Promise<void>> {
  const database = openDatabase({
    url: config.databaseUrl,
    asApp: true,
    poolSize: 20,
    applicationName: 'sallyport',
  })
  const clock = await correctedClock(() => measureClockOffset(database, systemClock), systemClock)
  const transport = smtpTransport(smtp, config.smtpCa === undefined ? {} : { ca: config.smtpCa })
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
    demoClock: null,
    report: (fault, reference) => log.error({ err: fault, reference }, 'fault'),
  })
  await database.write({ as: 'operations' }, (tx) =>
    recordProgramme(tx, node.world, { id: programme.id, source }, clock.now()),
  )
  const listener = await listen({ app: node.app, ...config.listen, ...config.tls })
  log.info({ site: config.site, port: listener.port, programme: programme.id }, 'serving')
  return async () => {
    await listener.stop()
    await node.stop()
    clock.stop()
    transport.close()
    await database.close()
  }
}
