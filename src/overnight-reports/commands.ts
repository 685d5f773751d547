import { createReadStream } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { readReportSettings } from '../config/read-config.ts'
import { findAuthority } from '../db/find-authority.ts'
import { measureClockOffset } from '../db/measure-clock-offset.ts'
import { openInTerm } from '../db/open-in-term.ts'
import { sayDatabaseFault } from '../db/say-database-fault.ts'
import type { Database } from '../db/transaction.ts'
import type { Epoch } from '../kernel/ids.ts'
import { type Instant, parseDay } from '../kernel/instant.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { readProgrammeInForce } from '../launch/read-programme-in-force.ts'
import { countReports } from './count-reports.ts'
import { openReportStore } from './open-report-store.ts'
import { type PlannedReport, planPublishing } from './plan-publishing.ts'
import { publishReport } from './publish-reports.ts'
import type { ReportStore } from './report-store.ts'
import { judgeDay } from './rules/judge-day.ts'

export const publishUsage = 'reports publish FOLDER --business-day DAY [--apply] [--json] [--config FILE]'
export const countUsage = 'reports count --business-day DAY [--json] [--config FILE]'

const OPTIONS = {
  'business-day': { type: 'string' },
  apply: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  config: { type: 'string' },
} as const

interface Asked {
  readonly day: Temporal.PlainDate
  readonly apply: boolean
  readonly json: boolean
  readonly config: string | undefined
}

/** `sallyport reports publish|count`. */
export async function runReports(argv: readonly string[], terminal: Terminal): Promise<number> {
  const read = readArguments(argv)
  if (!read.ok)
    return complain(terminal, [
      read.refusal,
      `usage: sallyport ${publishUsage}`,
      `       sallyport ${countUsage}`,
    ])
  const { asked, folder } = read.value
  return withReports(asked.config, terminal, (reached) =>
    folder === null ? count(reached, asked, terminal) : publish(reached, folder, asked, terminal),
  )
}

/** Exit 1: it would change something. 2: faults; nothing is published then. */
async function publish(
  { database, store, epoch, at }: Reached,
  folder: string,
  { day, apply, json }: Asked,
  terminal: Terminal,
): Promise<number> {
  const programme = await readProgrammeInForce(database)
  if (programme === undefined)
    return complain(terminal, [
      'no programme is in force yet, so no business day is known: start a node first',
    ])
  const fault = judgeDay(programme, day, at)
  if (fault !== null) return complain(terminal, [`--business-day: ${fault}`])
  const { reports, faults } = await planPublishing(database, folder, day)
  if (faults.length > 0) return complain(terminal, [...faults, 'Nothing was published.'])
  const todo = reports.filter(({ would }) => would !== 'change nothing')
  const publishedBy = whoRuns()
  const world = { epoch, randomness: systemRandomness }
  if (apply)
    for (const [index, planned] of todo.entries()) {
      const content = createReadStream(planned.file)
      await publishReport({ database, store, world, day, at, publishedBy }, { ...planned, content })
      terminal.complain(`${index + 1} of ${todo.length} published: ${planned.code}/${planned.name}`)
    }
  const outcome = todo.length === 0 ? 'nothing-to-change' : apply ? 'published' : 'would-publish'
  if (json)
    terminal.print(JSON.stringify({ outcome, businessDay: day, reports: reports.map(plainly) }, null, 2))
  else for (const line of say(reports, outcome)) terminal.print(line)
  return outcome === 'would-publish' ? 1 : 0
}

function say(reports: readonly PlannedReport[], outcome: string): readonly string[] {
  const verbs = { 'be new': 'new', replace: 'replaces', 'change nothing': 'the same' } as const
  const lines = reports.map(
    ({ code, name, size, would }) => `${verbs[would].padEnd(9)} ${code}/${name}  ${size} bytes`,
  )
  const ends: Readonly<Record<string, string>> = {
    'nothing-to-change': 'Nothing to do: all of it is published.',
    'would-publish': 'Nothing was published. --apply does it.',
    published: 'Published.',
  }
  return [...lines, ends[outcome] ?? '']
}

function plainly({ code, name, size, would }: PlannedReport) {
  return { participant: code, name, size, would }
}

/** Exit 1 where a participant with users has none. */
async function count({ database, at }: Reached, { day, json }: Asked, terminal: Terminal): Promise<number> {
  const firms = await countReports(database, day, at)
  const without = firms.filter(({ reports }) => reports === 0)
  if (json) terminal.print(JSON.stringify({ businessDay: day, participants: firms }, null, 2))
  else {
    for (const { participant, reports, size } of firms)
      terminal.print(
        reports === 0
          ? `${participant}  not yet published`
          : `${participant}  ${reports} ${reports === 1 ? 'report' : 'reports'}, ${size} bytes`,
      )
    terminal.print(`${firms.length - without.length} of ${firms.length} participants have reports of ${day}.`)
  }
  return without.length === 0 ? 0 : 1
}

/** Who typed the command, and where. */
export function whoRuns(): string {
  return `${userInfo().username}@${hostname()}`
}

export interface Reached {
  readonly database: Database
  readonly store: ReportStore
  readonly epoch: Epoch
  readonly at: Instant
}

export async function withReports(
  config: string | undefined,
  terminal: Terminal,
  use: (reached: Reached) => Promise<number>,
): Promise<number> {
  const settings = readReportSettings(process.env, config)
  if (!settings.ok) return complain(terminal, settings.refusal)
  const { databaseUrls, reports } = settings.value
  let close = async () => {}
  try {
    const followed = await findAuthority(databaseUrls)
    const { epoch } = followed.authority
    const database = openInTerm(followed, {
      ...{ poolSize: 1, applicationName: 'sallyport reports', patience: 'report' },
    })
    close = () => database.close()
    const { offset } = await measureClockOffset(database, systemClock)
    const at = systemClock.now().add({ microseconds: Math.round(offset * 1000) })
    return await use({ database, store: openReportStore(reports.place), epoch, at })
  } catch (fault) {
    return complain(terminal, [`it gave way; run it again, it does what is left: ${sayDatabaseFault(fault)}`])
  } finally {
    await close()
  }
}

function readArguments(argv: readonly string[]): Result<{ asked: Asked; folder: string | null }, string> {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
    const { apply, json, config } = values
    const [verb, folder = null, ...others] = positionals
    const counts = verb === 'count' && folder === null && !apply
    const publishes = verb === 'publish' && folder !== null && others.length === 0
    if (!counts && !publishes) return refused('wanted is publish and one FOLDER, or count')
    const day = parseDay(values['business-day'])
    if (day === undefined) return refused('--business-day is a day such as 2023-06-09')
    return done({ asked: { day, apply, json, config }, folder })
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}

export function complain(terminal: Terminal, faults: readonly string[]): 2 {
  for (const fault of faults) terminal.complain(fault)
  return 2
}
