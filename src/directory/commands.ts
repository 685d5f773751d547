import { readFile } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readDirectorySettings } from '../config.ts'
import { measureClockOffset } from '../db/measure-clock-offset.ts'
import { openDatabase } from '../db/open-database.ts'
import { type LongWork, openLongWork } from '../db/open-long-work.ts'
import type { Database } from '../db/transaction.ts'
import { parseUserId } from '../kernel/ids.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { packageRoot } from '../package-root.ts'
import { parseProgramme } from '../programme/parse-programme.ts'
import type { Programme } from '../programme/programme.ts'
import { exportDirectory } from './export-directory.ts'
import { generateDirectory } from './generate/generate-directory.ts'
import { importDirectory } from './import-directory.ts'
import { readFunctions } from './read-functions.ts'
import type { Reconciliation } from './reconciliation.ts'
import { sayFault } from './rules/fault.ts'
import type { Approval } from './rules/judge-approval.ts'
import { sayProgress } from './say-progress.ts'
import { sayReconciliation } from './say-reconciliation.ts'
import { writeReport } from './write-report.ts'

export const importUsage = [
  'import directory FOLDER [--apply --maker ID --checker ID --proposal DIGEST] [--suspend-missing]',
  '                        [--report FOLDER] [--programme FILE] [--json] [--config FILE]',
].join('\n')
export const exportUsage = 'export directory FOLDER [--config FILE]'
export const generateUsage =
  'generate directory FOLDER --users N --participants M [--seed S] [--programme FILE]'

const SHIPPED = join(packageRoot, 'programmes', 'seoch-2fa-2023.yaml')

/** Exit 0: applied, or nothing to change. 1: it would change something, or is not approved. 2: faults, usage. */
export async function runImport(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv, IMPORT_OPTIONS)
  const approval = asked.ok ? readApproval(asked.value.values) : asked
  if (!asked.ok || !approval.ok)
    return badUsage(terminal, importUsage, asked.ok && !approval.ok ? approval.refusal : asked)
  const { folder, values } = asked.value
  return onDirectory(values.config, terminal, async ({ work, database, epoch }) => {
    const functions = await findFunctions(database, values.programme)
    if (!functions.ok) return complain(terminal, functions.refusal)
    const { offset } = await measureClockOffset(database, systemClock)
    const options = {
      folder,
      known: { functions: functions.value },
      apply: values.apply === true,
      suspendMissing: values['suspend-missing'] === true,
      approval: approval.value,
      at: systemClock.now().add({ microseconds: Math.round(offset * 1000) }),
      runBy: `${userInfo().username}@${hostname()}`,
    }
    const world = { epoch, randomness: systemRandomness }
    const report = await importDirectory(work, world, options, sayProgress(terminal.complain, systemClock))
    if (!report.ok) return complain(terminal, [report.refusal], 1)
    if (values.report !== undefined) await writeReport(work, values.report, report.value)
    return say(report.value, values.json === true, terminal)
  })
}

function say(report: Reconciliation, asJson: boolean, { print, complain: say }: Terminal): 0 | 1 | 2 {
  if (asJson) print(JSON.stringify(report, null, 2))
  else {
    for (const fault of report.faults.first) say(sayFault(fault))
    const unsaid = report.faults.count - report.faults.first.length
    if (unsaid > 0) say(`and ${unsaid} faults more`)
    for (const line of sayReconciliation(report)) print(line)
  }
  return { faulty: 2, 'nothing-to-change': 0, 'would-change': 1, applied: 0 }[report.outcome] as 0 | 1 | 2
}

export async function runExport(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv, { config: { type: 'string' } })
  if (!asked.ok) return badUsage(terminal, exportUsage, asked)
  const { folder, values } = asked.value
  return onDirectory(values.config, terminal, async ({ work }) => {
    const written = await exportDirectory(work, folder, sayProgress(terminal.complain, systemClock))
    for (const { name, rows } of written) terminal.print(`${join(folder, name)}: ${rows} rows`)
    return 0
  })
}

export async function runGenerate(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv, GENERATE_OPTIONS)
  if (!asked.ok) return badUsage(terminal, generateUsage, asked)
  const { folder, values } = asked.value
  const [users, participants] = [Number(values.users), Number(values.participants)]
  if (!(Number.isSafeInteger(users) && Number.isSafeInteger(participants) && participants >= 1))
    return badUsage(
      terminal,
      generateUsage,
      refused('--users and --participants are whole numbers, 1 at least'),
    )
  if (participants > users)
    return badUsage(terminal, generateUsage, refused('each participant has a user at least'))
  const programme = await readProgramme(values.programme ?? SHIPPED)
  if (!programme.ok) return complain(terminal, programme.refusal)
  const size = { users, participants, seed: values.seed ?? '1' }
  const progress = sayProgress(terminal.complain, systemClock)
  const written = await generateDirectory(folder, size, programme.value, progress)
  for (const [name, rows] of Object.entries(written)) terminal.print(`${join(folder, name)}: ${rows} rows`)
  return 0
}

const IMPORT_OPTIONS = {
  apply: { type: 'boolean' },
  'suspend-missing': { type: 'boolean' },
  json: { type: 'boolean' },
  maker: { type: 'string' },
  checker: { type: 'string' },
  proposal: { type: 'string' },
  report: { type: 'string' },
  programme: { type: 'string' },
  config: { type: 'string' },
} as const
const GENERATE_OPTIONS = {
  users: { type: 'string' },
  participants: { type: 'string' },
  seed: { type: 'string' },
  programme: { type: 'string' },
} as const

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

/** `directory FOLDER` and these options, nothing else. */
function readArguments<const T extends Options>(argv: readonly string[], options: T) {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    const [what, folder, ...others] = positionals
    if (what !== 'directory' || folder === undefined || others.length > 0)
      return refused('what, and one FOLDER: directory FOLDER')
    return done({ values, folder })
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}

/** All three of an approval, or none. */
function readApproval({
  maker,
  checker,
  proposal,
}: {
  maker?: string
  checker?: string
  proposal?: string
}): Result<Approval | undefined, string> {
  if (maker === undefined && checker === undefined && proposal === undefined) return done(undefined)
  const [made, checked] = [parseUserId(maker ?? ''), parseUserId(checker ?? '')]
  if (made === undefined || checked === undefined || proposal === undefined)
    return refused(
      '--maker, --checker and --proposal belong together: two User IDs, and the digest of the dry run',
    )
  return done({ maker: made, checker: checked, proposal: proposal.replace(/^sha256:/, '') })
}

async function readProgramme(file: string): Promise<Result<Programme, readonly string[]>> {
  const source = await readFile(file, 'utf8').catch((fault: Error) => fault)
  if (source instanceof Error) return refused([`${file}: can't be read: ${source.message}`])
  const parsed = parseProgramme(source, file)
  if (parsed.ok) return parsed
  return refused(parsed.refusal.map(({ line, column, reason }) => `${file}:${line}:${column}: ${reason}`))
}

async function findFunctions(
  database: Database,
  file: string | undefined,
): Promise<Result<ReadonlySet<string>, readonly string[]>> {
  const inForce = await readFunctions(database)
  if (inForce !== undefined) return done(inForce)
  if (file === undefined)
    return refused(['no programme is in force yet, so no function is known: name its file with --programme'])
  const programme = await readProgramme(file)
  return programme.ok ? done(new Set(programme.value.functions.map(({ id }) => id))) : programme
}

interface Reached {
  readonly work: LongWork
  readonly database: Database
  readonly epoch: Parameters<typeof importDirectory>[1]['epoch']
}

async function onDirectory(
  config: string | undefined,
  terminal: Terminal,
  use: (reached: Reached) => Promise<number>,
): Promise<number> {
  const settings = readDirectorySettings(process.env, config)
  if (!settings.ok) return complain(terminal, settings.refusal)
  const { databaseUrl, epoch } = settings.value
  const database = openDatabase({ url: databaseUrl, poolSize: 1, applicationName: 'sallyport directory' })
  try {
    const work = await openLongWork(databaseUrl, 'sallyport directory')
    try {
      return await use({ work, database, epoch })
    } finally {
      await work.close()
    }
  } catch (fault) {
    return complain(terminal, [`the directory can't be reached, or gave way: ${reasonOf(fault)}`])
  } finally {
    await database.close()
  }
}

function badUsage(
  terminal: Terminal,
  usage: string,
  why: { readonly refusal: string } | { readonly ok: true } | string,
): 2 {
  const reason = typeof why === 'string' ? why : 'refusal' in why ? why.refusal : ''
  return complain(terminal, [reason, `usage: sallyport ${usage}`]) as 2
}

function complain(terminal: Terminal, faults: readonly string[], status: 1 | 2 = 2): 1 | 2 {
  for (const fault of faults) terminal.complain(fault)
  return status
}
