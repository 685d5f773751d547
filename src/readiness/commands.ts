import { type Instant, parseInstant } from '../kernel/instant.ts'
import {
  complainOfUsage,
  type ExitCode,
  type LoadedProgramme,
  loadProgramme,
  readFileOptions,
  readTwoFilesOptions,
} from '../programme/command-line.ts'
import type { InForce, LaunchDecision } from '../programme/rules/in-force.ts'
import { diff } from './diff.ts'
import { differenceJson } from './difference-json.ts'
import { type AskingWorld, askDirectory, type Directory } from './directory.ts'
import { type Compared, printDifference } from './print-difference.ts'
import { type Asked, printSimulation } from './print-simulation.ts'
import { type Supposed, supposeDecisions, type Wanted } from './rules/decisions-supposed.ts'
import { launchMorning } from './rules/launch-morning.ts'
import { showProgress } from './show-progress.ts'
import { simulate } from './simulate.ts'
import { simulationJson } from './simulation-json.ts'
import { writeJson } from './write-json.ts'

const OPTIONS = {
  at: { type: 'string' },
  decisions: { type: 'string' },
  json: { type: 'boolean' },
} as const

export const simulateUsage = [
  'sallyport programme simulate FILE [--at TIME] [--decisions none|live|go] [--json]',
]

/** Who gets in at every moment of the calendar, and who by name does not at `--at`? Holds when nobody is locked out. */
export async function simulateProgramme(argv: readonly string[], world: AskingWorld): Promise<ExitCode> {
  const read = readFileOptions(argv, OPTIONS)
  if (!read.ok) return complainOfUsage(world, [read.refusal], simulateUsage)
  const { file, json } = read.value
  const words = readWords(read.value)
  if (words.faults.length > 0) return complainOfUsage(world, words.faults, simulateUsage)
  const loaded = await loadProgramme(file, world)
  if (loaded === undefined) return 2
  const { programme } = loaded
  const lockedOut = await askDirectory(world, async (directory) => {
    const { inForce, supposed } = await suppose(directory, loaded, words.decisions)
    const at = words.at ?? launchMorning(inForce)
    const { name, contacts } = directory
    const asked: Asked = { file, programme, supposed, directory: name, contacts }
    let found = 0
    await simulate(inForce, at, directory.readPeople, showProgress(world), async (simulation) => {
      found = simulation.counts['locked-out']
      if (json === true) await writeJson(simulationJson(asked, simulation), world)
      else await printSimulation(asked, simulation, world)
    })
    return found
  })
  return exitCode(lockedOut)
}

export const diffUsage = [
  'sallyport programme diff FILE OTHER [--at TIME] [--decisions none|live|go] [--json]',
]

/** Whom does it touch, how and when, if OTHER takes the place of FILE? Holds when it touches nobody. */
export async function diffProgrammes(argv: readonly string[], world: AskingWorld): Promise<ExitCode> {
  const read = readTwoFilesOptions(argv, OPTIONS)
  if (!read.ok) return complainOfUsage(world, [read.refusal], diffUsage)
  const { before, after, json } = read.value
  const words = readWords(read.value)
  if (words.faults.length > 0) return complainOfUsage(world, words.faults, diffUsage)
  const [one, other] = [await loadProgramme(before, world), await loadProgramme(after, world)]
  if (one === undefined || other === undefined) return 2
  const touched = await askDirectory(world, async (directory) => {
    const old = await suppose(directory, one, words.decisions)
    const next = await suppose(directory, other, words.decisions)
    const compared: Compared = {
      before: { file: before, programme: one.programme, supposed: old.supposed },
      after: { file: after, programme: other.programme, supposed: next.supposed },
      directory: directory.name,
      at: words.at ?? null,
    }
    let found = 0
    const both = [old.inForce, next.inForce] as const
    await diff(both, compared.at, directory.readPeople, showProgress(world), async (difference) => {
      found = difference.touched
      if (json === true) await writeJson(differenceJson(compared, difference), world)
      else await printDifference(compared, difference, world)
    })
    return found
  })
  return exitCode(touched)
}

/** Undefined: nobody could be asked. */
function exitCode(found: number | undefined): ExitCode {
  if (found === undefined) return 2
  return found === 0 ? 0 : 1
}

interface Words {
  readonly at: Instant | undefined
  readonly decisions: Wanted
  readonly faults: readonly string[]
}

/** All that is wrong with the options, at once. */
function readWords(given: {
  readonly at?: string | undefined
  readonly decisions?: string | undefined
}): Words {
  const at = given.at === undefined ? undefined : parseInstant(given.at)
  const decisions = given.decisions ?? 'by-file'
  const isWanted = ['none', 'live', 'go', 'by-file'].includes(decisions)
  const faults = [
    ...(given.at !== undefined && at === undefined
      ? ['--at: a time with its offset, like 2023-06-12T07:00+08:00']
      : []),
    ...(isWanted ? [] : ['--decisions: none, live or go']),
  ]
  return { at, decisions: decisions as Wanted, faults }
}

async function suppose(
  directory: Directory,
  { programme, source }: LoadedProgramme,
  wanted: Wanted,
): Promise<{ readonly inForce: InForce; readonly supposed: Supposed }> {
  return supposeDecisions(programme, wanted, await recorded(directory, source, wanted))
}

async function recorded(
  directory: Directory,
  source: string,
  wanted: Wanted,
): Promise<readonly LaunchDecision[]> {
  if (wanted === 'none') return []
  return wanted === 'live' ? directory.liveDecisions() : directory.decisionsIfLive(source)
}
