import { readdir, readFile } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { filedCards } from '../cards/read-filed.ts'
import { readDirectorySettings } from '../config/read-config.ts'
import { findAuthority } from '../db/find-authority.ts'
import { measureClockOffset } from '../db/measure-clock-offset.ts'
import { openInTerm } from '../db/open-in-term.ts'
import { type LongWork, openLongWork } from '../db/open-long-work.ts'
import { sayDatabaseFault } from '../db/say-database-fault.ts'
import type { Database } from '../db/transaction.ts'
import type { Epoch } from '../kernel/ids.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { readProgrammeInForce } from '../launch/read-programme-in-force.ts'
import { packageRoot } from '../package-root.ts'
import { parseProgramme } from '../programme/parse-programme.ts'
import type { Programme } from '../programme/programme.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer, type Sealer } from '../sealing/seal.ts'
import { exportDirectory } from './export-directory.ts'
import { generateDirectory } from './generate/generate-directory.ts'
import { importDirectory } from './import-directory.ts'
import { readApproval, readArguments, readSize } from './read-arguments.ts'
import type { Outcome, Reconciliation } from './reconciliation.ts'
import { sayFault } from './rules/fault.ts'
import { sayProgress } from './say-progress.ts'
import { sayReconciliation } from './say-reconciliation.ts'
import { writeReport } from './write-report.ts'

export const importUsage = [
  'import directory FOLDER [--apply --maker ID --checker ID --proposal DIGEST] [--suspend-missing]',
  '                           [--report FOLDER] [--programme FILE] [--json] [--config FILE]',
].join('\n')
export const exportUsage = 'export directory FOLDER [--json] [--config FILE]'
export const generateUsage =
  'generate directory FOLDER --users N --participants M [--seed S] [--programme FILE] [--json]'

const IMPORT_OPTIONS = {
  apply: { type: 'boolean', default: false },
  'suspend-missing': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  maker: { type: 'string' },
  checker: { type: 'string' },
  proposal: { type: 'string' },
  report: { type: 'string' },
  programme: { type: 'string' },
  config: { type: 'string' },
} as const

/** `sallyport import directory`. Exit 1: it would change something, or is not approved. 2: faults, or wrong usage. */
export async function runImport(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv, IMPORT_OPTIONS)
  if (!asked.ok) return badUsage(terminal, importUsage, asked.refusal)
  const { folder, values } = asked.value
  const approval = readApproval(values)
  if (!approval.ok) return badUsage(terminal, importUsage, approval.refusal)
  // A folder that is not there is no empty directory: all there is would be counted as missing in the files.
  const unread = await readdir(folder).then(() => undefined, reasonOf)
  if (unread !== undefined) return badUsage(terminal, importUsage, `FOLDER can't be read: ${unread}`)
  return onDirectory(values.config, terminal, async ({ work, database, epoch, sealer }) => {
    const functions = await findFunctions(database, values.programme)
    if (!functions.ok) return complain(terminal, functions.refusal)
    const { offset } = await measureClockOffset(database, systemClock)
    const options = {
      folder,
      known: { functions: functions.value, cards: filedCards(sealer) },
      apply: values.apply,
      suspendMissing: values['suspend-missing'],
      approval: approval.value,
      at: systemClock.now().add({ microseconds: Math.round(offset * 1000) }),
      runBy: `${userInfo().username}@${hostname()}`,
    }
    const world = { epoch, randomness: systemRandomness, sealer }
    const report = await importDirectory(work, world, options, sayProgress(terminal.complain, systemClock))
    if (!report.ok) return complain(terminal, [report.refusal], 1)
    say(report.value, values.json, terminal)
    if (values.report === undefined) return EXIT[report.value.outcome]
    const unwritten = await writeReport(work, values.report, report.value).catch(reasonOf)
    if (unwritten === undefined) return EXIT[report.value.outcome]
    return complain(terminal, [`all of that holds, but --report can't be written: ${unwritten}`])
  })
}

const EXIT: Readonly<Record<Outcome, 0 | 1 | 2>> = {
  applied: 0,
  'nothing-to-change': 0,
  'would-change': 1,
  faulty: 2,
}

function say(report: Reconciliation, asJson: boolean, terminal: Terminal): void {
  const { first, count } = report.faults
  for (const line of asJson ? [JSON.stringify(report, null, 2)] : sayReconciliation(report))
    terminal.print(line)
  complain(terminal, first.map(sayFault))
  if (count > first.length) terminal.complain(`and ${count - first.length} faults more`)
}

const EXPORT_OPTIONS = {
  json: { type: 'boolean', default: false },
  config: { type: 'string' },
} as const

/** `sallyport export directory`. */
export async function runExport(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv, EXPORT_OPTIONS)
  if (!asked.ok) return badUsage(terminal, exportUsage, asked.refusal)
  const { folder, values } = asked.value
  return onDirectory(values.config, terminal, async ({ work }) => {
    const written = await exportDirectory(work, folder, sayProgress(terminal.complain, systemClock))
    sayWritten(folder, written, values.json, terminal)
    return 0
  })
}

const GENERATE_OPTIONS = {
  users: { type: 'string' },
  participants: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean', default: false },
  programme: { type: 'string', default: join(packageRoot, 'programmes', 'seoch-2fa-2023.yaml') },
} as const

/** `sallyport generate directory`. */
export async function runGenerate(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv, GENERATE_OPTIONS)
  if (!asked.ok) return badUsage(terminal, generateUsage, asked.refusal)
  const { folder, values } = asked.value
  const size = readSize(values)
  if (!size.ok) return badUsage(terminal, generateUsage, size.refusal)
  const programme = await readProgramme(values.programme)
  if (!programme.ok) return complain(terminal, programme.refusal)
  const progress = sayProgress(terminal.complain, systemClock)
  try {
    const written = await generateDirectory(folder, size.value, programme.value, progress)
    const files = Object.entries(written).map(([name, rows]) => ({ name, rows }))
    sayWritten(folder, files, values.json, terminal)
    return 0
  } catch (fault) {
    return complain(terminal, [`${folder}: can't be written: ${reasonOf(fault)}`])
  }
}

function sayWritten(
  folder: string,
  written: readonly { readonly name: string; readonly rows: number }[],
  asJson: boolean,
  { print }: Terminal,
): void {
  const files = written.map(({ name, rows }) => ({ file: join(folder, name), rows }))
  if (asJson) print(JSON.stringify({ files }, null, 2))
  else for (const { file, rows } of files) print(`${file}: ${rows} rows`)
}

async function readProgramme(file: string): Promise<Result<Programme, readonly string[]>> {
  const source = await readFile(file, 'utf8').catch((fault: Error) => fault)
  if (source instanceof Error) return refused([`${file}: can't be read: ${reasonOf(source)}`])
  const parsed = parseProgramme(source, file)
  if (parsed.ok) return parsed
  return refused(parsed.refusal.map(({ line, column, reason }) => `${file}:${line}:${column}: ${reason}`))
}

/** Of the programme in force; of this file where none is in force yet. */
async function findFunctions(
  database: Database,
  file: string | undefined,
): Promise<Result<ReadonlySet<string>, readonly string[]>> {
  const inForce = await readProgrammeInForce(database)
  if (inForce !== undefined) return done(functionsOf(inForce))
  if (file === undefined)
    return refused(['no programme is in force yet, so no function is known: name its file with --programme'])
  const programme = await readProgramme(file)
  return programme.ok ? done(functionsOf(programme.value)) : programme
}

/** What a group may open. */
function functionsOf({ functions }: Programme): ReadonlySet<string> {
  return new Set(functions.map(({ id }) => id))
}

interface Reached {
  readonly work: LongWork
  readonly database: Database
  readonly epoch: Epoch
  /** Undefined where no sealing keys were named. */
  readonly sealer: Sealer | undefined
}

async function onDirectory(
  config: string | undefined,
  terminal: Terminal,
  use: (reached: Reached) => Promise<number>,
): Promise<number> {
  const settings = readDirectorySettings(process.env, config)
  if (!settings.ok) return complain(terminal, settings.refusal)
  const { databaseUrls, sealingKeys: keys } = settings.value
  const sealer = keys && makeSealer(sealingKeys(keys), systemRandomness)
  const applicationName = 'sallyport directory'
  const ends: (() => Promise<void>)[] = []
  try {
    const followed = await findAuthority(databaseUrls)
    const database = openInTerm(followed, { poolSize: 1, applicationName })
    ends.push(() => database.close())
    const work = await openLongWork(followed, applicationName)
    ends.push(() => work.close())
    return await use({ work, database, epoch: followed.authority.epoch, sealer })
  } catch (fault) {
    return complain(terminal, [`the directory can't be reached, or gave way: ${sayDatabaseFault(fault)}`])
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

function badUsage(terminal: Terminal, usage: string, reason: string): 1 | 2 {
  return complain(terminal, [reason, `usage: sallyport ${usage}`])
}

function complain(terminal: Terminal, faults: readonly string[], status: 1 | 2 = 2): 1 | 2 {
  for (const fault of faults) terminal.complain(fault)
  return status
}
