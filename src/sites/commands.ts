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

const DEEDS: Readonly<Record<string, { readonly usage: string; readonly run: SiteDeed }>> = {
  status: { usage: 'site status [--json]', run: status },
  standalone: { usage: `site standalone ${ALONE} [--apply]`, run: standalone },
  fence: { usage: 'site fence [--apply]', run: fence },
  promote: { usage: `site promote ${ALONE} [--after POSITION] [--other FILE] [--apply]`, run: promote },
  switch: { usage: `site switch --other FILE ${ALONE} [--apply]`, run: switchSites },
  rejoin: { usage: 'site rejoin [--apply]', run: rejoin },
  restored: { usage: `site restored ${ALONE} [--apply]`, run: restored },
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
  const asked = readArguments(rest)
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

function readArguments(argv: readonly string[]): Result<Asked & { readonly config?: string }, string> {
  try {
    return done(parseArgs({ args: [...argv], options: OPTIONS }).values)
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}
