import { parseArgs } from 'node:util'
import { sayDatabaseFault } from '../db/say-database-fault.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { branchUsages, runBranch } from './command-branch.ts'
import type { Asked, SiteDeed } from './deeds/deed.ts'
import { fence } from './deeds/fence.ts'
import { promote } from './deeds/promote.ts'
import { rejoin } from './deeds/rejoin.ts'
import { restored } from './deeds/restored.ts'
import { standalone } from './deeds/standalone.ts'
import { status } from './deeds/status.ts'
import { switchSites } from './deeds/switch-sites.ts'
import { openHost } from './host.ts'

const SIGNED = '--statement TEXT --maker ID --checker ID'
const ALONE = `${SIGNED} [--without-witness]`

const SIGNED_OPTIONS = ['statement', 'maker', 'checker', 'apply'] as const
const ALONE_OPTIONS = [...SIGNED_OPTIONS, 'without-witness'] as const

interface Deed {
  readonly usage: string
  /** Beside `--config`, which all take; no other is let pass as if it had been heeded. */
  readonly takes: readonly (keyof typeof OPTIONS)[]
  /** Without it there is nothing to look at. */
  readonly needs?: 'other'
  readonly run: SiteDeed
}

const DEEDS: Readonly<Record<string, Deed>> = {
  status: { usage: 'site status [--json]', takes: ['json'], run: status },
  standalone: { usage: `site standalone ${ALONE} [--apply]`, takes: ALONE_OPTIONS, run: standalone },
  fence: { usage: 'site fence [--apply]', takes: ['apply'], run: fence },
  promote: {
    usage: `site promote ${ALONE} [--after POSITION] [--other FILE] [--apply]`,
    takes: [...ALONE_OPTIONS, 'after', 'other'],
    run: promote,
  },
  switch: {
    usage: `site switch --other FILE ${ALONE} [--apply]`,
    takes: [...ALONE_OPTIONS, 'other'],
    needs: 'other',
    run: switchSites,
  },
  rejoin: { usage: 'site rejoin [--apply]', takes: ['apply'], run: rejoin },
  restored: { usage: `site restored ${ALONE} [--apply]`, takes: ALONE_OPTIONS, run: restored },
}

export const siteUsages = [
  ...Object.values(DEEDS).map(({ usage }) => `${usage} [--config FILE]`),
  ...branchUsages,
]

/** `sallyport site …`, on the host of the site it is about. Exit 0 holds or done, 1 it may not or was not asked to, 2 settings or usage. */
export async function runSite(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = argv
  if (name === 'branch') return runBranch(argv, terminal)
  const deed = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined
  if (deed === undefined)
    return complain(terminal, [
      `wanted is one of ${[...Object.keys(DEEDS), 'branch'].join(', ')}`,
      ...siteUsages.map((usage) => `usage: sallyport ${usage}`),
    ])
  const asked = readArguments(deed, rest)
  if (!asked.ok) return complain(terminal, [asked.refusal, `usage: sallyport ${deed.usage}`])
  const host = await openHost(asked.value.config, asked.value.other)
  if (!host.ok) return complain(terminal, host.refusal)
  try {
    return await deed.run(host.value, asked.value, terminal)
  } catch (fault) {
    terminal.complain(`it gave way, and can be run again: ${sayDatabaseFault(fault)}`)
    return 1
  }
}

function complain(terminal: Terminal, faults: readonly string[]): 2 {
  for (const fault of faults) terminal.complain(fault)
  return 2
}

const OPTIONS = {
  apply: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  config: { type: 'string' },
  other: { type: 'string' },
  statement: { type: 'string' },
  maker: { type: 'string' },
  checker: { type: 'string' },
  after: { type: 'string' },
  'without-witness': { type: 'boolean', default: false },
} as const

type Options = Asked & { readonly config?: string }

function readArguments({ takes, needs }: Deed, argv: readonly string[]): Result<Options, string> {
  const known = Object.entries(OPTIONS).filter(
    ([name]) => name === 'config' || takes.some((one) => one === name),
  )
  try {
    const { values } = parseArgs({ args: [...argv], options: Object.fromEntries(known) })
    const asked: Options = { apply: false, json: false, 'without-witness': false, ...values }
    if (needs !== undefined && asked[needs] === undefined) return refused(NEEDED[needs])
    return done(asked)
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}

const NEEDED = {
  other:
    '--other names the settings of the site that holds authority; over two hosts: site fence, then site promote',
} as const
