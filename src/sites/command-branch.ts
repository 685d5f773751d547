import { hostname, userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { parseNumber } from '../changes/rules/request-number.ts'
import { type Followed, findAuthority } from '../db/find-authority.ts'
import { openInTerm } from '../db/open-in-term.ts'
import type { Database } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { readGiven } from '../setting-values.ts'
import { readBranches, readDifferences } from './branch-status.ts'
import type { BranchWork } from './branch-work.ts'
import { discardBranch } from './discard-branch.ts'
import { type BranchRefusal, openBranch } from './open-branch.ts'
import { programmeClock } from './programme-clock.ts'
import { DISCARDING, OPENING, stepsAfter } from './rules/branch-steps.ts'
import { judgeOrder } from './run-order.ts'
import { zoneInForce } from './zone-in-force.ts'
import { isSettled, STEP_SAYS, sayStatus, WHY_NOT } from './say-branch.ts'
import { folderControl } from './servers/folder-control.ts'
import { readSiteSettings, type SiteSettings } from './site-settings.ts'

export const branchUsages = [
  'site branch status [--json] [--config FILE]',
  'site branch open --request NUMBER [--apply] [--json] [--config FILE]',
  'site branch discard --request NUMBER [--apply] [--json] [--config FILE]',
] as const

/** `sallyport site branch`: on the host of the site that it is about, whose servers it starts and ends. */
export async function runBranch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv)
  if (!asked.ok)
    return complain(terminal, [asked.refusal, ...branchUsages.map((usage) => `usage: sallyport ${usage}`)])
  const settings = readSiteSettings(process.env, asked.value.config)
  if (!settings.ok) return complain(terminal, settings.refusal)
  try {
    return await reach(settings.value, asked.value, (here) =>
      asked.value.verb === 'status'
        ? showStatus(here, asked.value, terminal)
        : run(here, asked.value, DEEDS[asked.value.verb], terminal),
    )
  } catch (fault) {
    return complain(terminal, [`it gave way; run it again, it goes on where it was: ${reasonOf(fault)}`])
  }
}

const DEEDS = {
  open: { deed: 'open-branch', steps: OPENING, does: openBranch },
  discard: { deed: 'discard-branch', steps: DISCARDING, does: discardBranch },
} as const

/** What a site's command works with. */
interface Here {
  readonly settings: SiteSettings
  readonly followed: Followed
  readonly database: Database
  readonly clock: Clock
}

async function reach(
  settings: SiteSettings,
  { config }: Asked,
  use: (here: Here) => Promise<number>,
): Promise<number> {
  const followed = await findAuthority(settings.databaseUrls)
  const applicationName = 'sallyport site'
  const database = openInTerm(followed, { poolSize: 2, applicationName, patience: 'report' })
  try {
    const given = readGiven(process.env, config)
    const clock = await programmeClock(given.ok ? given.value : {}, database, systemClock)
    return await use({ settings, followed, database, clock })
  } finally {
    await database.close()
  }
}

/** Exit 1: a branch is open past its window, or something changed that nobody accounts for. */
async function showStatus(
  { settings, database, clock }: Here,
  { json }: Asked,
  terminal: Terminal,
): Promise<number> {
  const status = await database.read({ as: 'operations' }, async (db) => {
    const branches = await readBranches(db, 20)
    const differences = branches[0] === undefined ? [] : await readDifferences(db, branches[0].number, 100)
    return { zone: await zoneInForce(db), site: settings.site, at: clock.now(), branches, differences }
  })
  if (json) terminal.print(JSON.stringify(status, null, 2))
  else for (const line of sayStatus(status)) terminal.print(line)
  return isSettled(status) ? 0 : 1
}

/** Exit 1: it would be done, or it must not be. 2: it could not be done. */
async function run(
  here: Here,
  { request, apply, json, ...asked }: Asked,
  { deed, steps, does }: (typeof DEEDS)['open' | 'discard'],
  terminal: Terminal,
): Promise<number> {
  if (request === null) throw new Error('an argument was read and not asked for')
  const { may, branch } = await here.database.read({ as: 'operations' }, (db) =>
    judgeOrder(db, here.settings, deed, request, here.clock.now()),
  )
  const refuse = (because: BranchRefusal) => {
    if (json) terminal.print(JSON.stringify({ outcome: 'refused', request, because }, null, 2))
    else terminal.print(`${request}: ${WHY_NOT[because]}.`)
    return 1
  }
  if (!apply) {
    if (may !== 'begin' && may !== 'go-on') return refuse(may)
    const todo = may === 'begin' ? steps : stepsAfter<(typeof steps)[number]>(steps, branch?.step ?? steps[0])
    if (json) terminal.print(JSON.stringify({ outcome: `would-${deed}`, request, steps: todo }, null, 2))
    else
      for (const line of [...todo.map(sayStep), 'Nothing was changed. --apply does it.']) terminal.print(line)
    return 1
  }
  const outcome = await does(
    workOf(here, (step) => terminal.complain(`${step}: ${STEP_SAYS[step]}`)),
    request,
  )
  if (!outcome.ok) return refuse(outcome.refusal)
  return showStatus(here, { ...asked, request, apply, json }, terminal)
}

function sayStep(step: keyof typeof STEP_SAYS, at: number): string {
  return `${String(at + 1).padStart(2)}  ${STEP_SAYS[step]}`
}

function workOf({ settings, followed, database, clock }: Here, told: BranchWork['told']): BranchWork {
  return {
    ...{
      control: folderControl(settings.servers),
      authority: database,
      authorityUrl: followed.url,
      clock,
      told,
    },
    audit: { epoch: followed.authority.epoch, randomness: systemRandomness },
    by: `${userInfo().username}@${hostname()}`,
  }
}

interface Asked {
  readonly verb: 'status' | 'open' | 'discard'
  readonly request: RequestNumber | null
  readonly apply: boolean
  readonly json: boolean
  readonly config: string | undefined
}

const OPTIONS = {
  request: { type: 'string' },
  apply: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  config: { type: 'string' },
} as const

function readArguments(argv: readonly string[]): Result<Asked, string> {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
    const [subject, verb, ...others] = positionals
    const { apply, json, config } = values
    if (subject !== 'branch' || others.length > 0) return refused('wanted is branch, and what of it')
    if (verb === 'status' && values.request === undefined && !apply)
      return done({ verb, request: null, apply, json, config })
    if (verb !== 'open' && verb !== 'discard') return refused('wanted is status, open or discard')
    const request = parseNumber(values.request ?? '')
    if (request === undefined)
      return refused('--request is the number of an approved request, such as R-000123')
    return done({ verb, request, apply, json, config })
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}

function complain(terminal: Terminal, faults: readonly string[]): 2 {
  for (const fault of faults) terminal.complain(fault)
  return 2
}
