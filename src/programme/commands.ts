import { parseUserId, type SiteId, type UserId } from '../kernel/ids.ts'
import { type Instant, parseInstant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { diffProgrammes, diffUsage, simulateProgramme, simulateUsage } from '../readiness/commands.ts'
import { type AskingWorld, askDirectory, type Directory } from '../readiness/directory.ts'
import { complainOfUsage, type ExitCode, loadProgramme, readFileOptions } from './command-line.ts'
import { explainJson, explainText, type Question } from './explain.ts'
import type { Programme } from './programme.ts'
import { check } from './rules/check.ts'
import { decide } from './rules/decide.ts'
import { doorsBeside } from './rules/door-state.ts'
import type { Facts } from './rules/facts.ts'
import type { LaunchDecision } from './rules/in-force.ts'
import { everyDoor } from './rules/standing-doors.ts'

type Verb = (argv: readonly string[], world: AskingWorld) => Promise<ExitCode>

const VERBS: Readonly<Record<string, Verb>> = {
  check: checkFile,
  explain: explainDecision,
  simulate: simulateProgramme,
  diff: diffProgrammes,
}

export const programmeUsage = [
  'sallyport programme check FILE [--json]',
  'sallyport programme explain FILE --user ID --door DOOR --site primary|secondary --at TIME',
  '                            [--decisions none|live] [--json]',
  ...simulateUsage,
  ...diffUsage,
]

/** `argv`: what follows `sallyport programme`. */
export async function programmeCommand(argv: readonly string[], world: AskingWorld): Promise<ExitCode> {
  const [name = '', ...rest] = argv
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  return verb === undefined
    ? complainOfUsage(world, [`no such verb: programme ${name}`], programmeUsage)
    : verb(rest, world)
}

/** Does this file hold? Warnings alone do not make it fail. */
async function checkFile(argv: readonly string[], world: AskingWorld): Promise<ExitCode> {
  const read = readFileOptions(argv, { json: { type: 'boolean' } })
  if (!read.ok) return complainOfUsage(world, [read.refusal], programmeUsage)
  const { file, json } = read.value
  const loaded = await loadProgramme(file, world)
  if (loaded === undefined) return 2
  const findings = check(loaded.programme)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (json === true) {
    world.print(JSON.stringify({ holds: errors === 0, findings }, null, 2))
  } else {
    for (const { severity, line, column, reason } of findings) {
      const place = line === undefined ? file : `${file}:${line}:${column}`
      world.print(`${place}: ${severity}: ${reason}`)
    }
    const verdict = errors === 0 ? 'holds' : 'does not hold'
    world.print(`${file}: ${verdict} (errors: ${errors}, warnings: ${findings.length - errors})`)
  }
  return errors === 0 ? 0 : 1
}

/** What does this person meet at this door, site and time, and why? Holds when he gets in. */
async function explainDecision(argv: readonly string[], world: AskingWorld): Promise<ExitCode> {
  const read = readFileOptions(argv, {
    user: { type: 'string' },
    door: { type: 'string' },
    site: { type: 'string' },
    at: { type: 'string' },
    decisions: { type: 'string' },
    json: { type: 'boolean' },
  })
  if (!read.ok) return complainOfUsage(world, [read.refusal], programmeUsage)
  const { file, json, ...words } = read.value
  const loaded = await loadProgramme(file, world)
  if (loaded === undefined) return 2
  const { programme, source } = loaded
  const question = readQuestion(programme, words)
  if (!question.ok) return complainOfUsage(world, question.refusal, programmeUsage)
  const { user, door, site, at, decisions } = question.value
  const record = await askDirectory(world, (directory) => lookUp(directory, user, at, decisions, source))
  if (record === undefined) return 2
  if (!record.ok) {
    world.complain(record.refusal)
    return 2
  }
  const { facts, recorded } = record.value
  const inForce = { programme, decisions: recorded }
  const decision = decide(inForce, facts, door.id, site, at)
  const beside = doorsBeside(inForce, door, site, at, facts)
  if (json === true) world.print(JSON.stringify(explainJson(programme, decision), null, 2))
  else for (const line of explainText(programme, question.value, decision, beside)) world.print(line)
  return decision.outcome === 'door-closed' || decision.outcome === 'refused' ? 1 : 0
}

type Recorded = 'none' | 'live' | 'if-live'

interface Words {
  readonly user?: string | undefined
  readonly door?: string | undefined
  readonly site?: string | undefined
  readonly at?: string | undefined
  readonly decisions?: string | undefined
}

/** All that is wrong with the options, at once. */
function readQuestion(
  programme: Programme,
  words: Words,
): Result<Question & { readonly decisions: Recorded }, readonly string[]> {
  const user = parseUserId(words.user ?? '')
  const door = everyDoor(programme).find(({ id }) => id === words.door)
  const site = readSite(words.site)
  const at = parseInstant(words.at ?? '')
  const decisions = readDecisions(words.decisions)
  if (user && door && site && at && decisions) return done({ user, door, site, at, decisions })
  const doors = everyDoor(programme)
    .map(({ id }) => id)
    .join(' ')
  return refused([
    ...(user ? [] : ['--user: a User ID, 6 to 12 letters and digits']),
    ...(door ? [] : [`--door: one of ${doors}`]),
    ...(site ? [] : ['--site: primary or secondary']),
    ...(at ? [] : ['--at: a time with its offset, like 2023-06-10T18:05+08:00']),
    ...(decisions ? [] : ['--decisions: none or live']),
  ])
}

function readSite(word: string | undefined): SiteId | undefined {
  return word === 'primary' || word === 'secondary' ? word : undefined
}

function readDecisions(word: string | undefined): Recorded | undefined {
  if (word === undefined) return 'if-live'
  return word === 'none' || word === 'live' ? word : undefined
}

async function lookUp(
  directory: Directory,
  user: UserId,
  at: Instant,
  decisions: Recorded,
  source: string,
): Promise<Result<{ readonly facts: Facts; readonly recorded: readonly LaunchDecision[] }, string>> {
  const facts = await directory.factsOf(user, at)
  if (facts === undefined) return refused(`no such user: ${user}, in ${directory.name}`)
  if (decisions === 'none') return done({ facts, recorded: [] })
  const recorded =
    decisions === 'live' ? await directory.liveDecisions() : await directory.decisionsIfLive(source)
  return done({ facts, recorded })
}
