import { parseArgs } from 'node:util'
import { readConfig } from '../config/read-config.ts'
import { parseDay } from '../kernel/instant.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemTicks } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { readSiteSettings } from '../sites/site-settings.ts'
import { CHECKS, examine, type NamedFinding } from './checks.ts'
import { checksAhead } from './checks-ahead.ts'
import type { Check } from './finding.ts'
import { type LookedAt, lookAt } from './look-at.ts'
import { daysAhead, ROLLBACK_DAYS } from './rules/days-ahead.ts'

export const doctorUsage = 'doctor [--for YYYY-MM-DD [--rollback-days N]] [--config FILE] [--json]'

/**
 * `sallyport doctor`: exit 0 where nothing fails, 1 where something does, 2 where the settings can't be read. `--for` looks
 * ahead to a day of the programme as well.
 */
export async function runDoctor(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv)
  if (!asked.ok) return complain(terminal, [asked.refusal, `usage: sallyport ${doctorUsage}`])
  const config = readConfig(process.env, asked.value.config)
  if (!config.ok) return complain(terminal, config.refusal)
  const site = await lookAt(config.value, { clock: systemClock, ticks: systemTicks })
  try {
    const checks = checksOf(site, asked.value)
    if (!checks.ok) return complain(terminal, [checks.refusal])
    const found = await examine(site, checks.value)
    if (asked.value.json) terminal.print(JSON.stringify(reportOf(found, checks.value)))
    else for (const line of linesOf(found, checks.value)) terminal.print(line)
    return found.some(({ state }) => state === 'fail') ? 1 : 0
  } finally {
    await site.database.close()
  }
}

function checksOf({ programme }: LookedAt, asked: Asked): Result<readonly Check[], string> {
  // Without a programme there is no day: the check of its file says why.
  if (asked.day === undefined || !programme.ok) return done(CHECKS)
  const ahead = daysAhead(programme.value.programme, asked.day, asked.rollbackDays)
  if (!ahead.ok) return ahead
  const servers = readSiteSettings(process.env, asked.config)
  return done([...CHECKS, ...checksAhead(ahead.value, servers.ok ? servers.value.servers : undefined)])
}

function complain(terminal: Terminal, faults: readonly string[]): 2 {
  for (const fault of faults) terminal.complain(fault)
  return 2
}

function reportOf(found: readonly NamedFinding[], checks: readonly Check[]) {
  const notAsked = checks.map(({ name }) => name).filter((name) => !found.some(({ check }) => check === name))
  return { findings: found, notAsked }
}

function linesOf(found: readonly NamedFinding[], checks: readonly Check[]): readonly string[] {
  const { notAsked } = reportOf(found, checks)
  const count = (state: NamedFinding['state']) => found.filter((finding) => finding.state === state).length
  return [
    ...found.flatMap(({ state, check, says, todo }) => [
      `${STATE[state].padEnd(16)}${check.padEnd(20)}${says}`,
      ...(todo === undefined ? [] : [`${' '.repeat(36)}${todo}`]),
    ]),
    ...notAsked.map((name) => `${'-'.padEnd(16)}${name.padEnd(20)}not looked at: what it needs is not there`),
    '',
    `${count('ok')} well, ${count('warn')} to look at, ${count('fail')} failing.`,
  ]
}

const STATE = { ok: 'holds', warn: 'look at', fail: 'does not hold' } as const

const OPTIONS = {
  config: { type: 'string' },
  json: { type: 'boolean', default: false },
  for: { type: 'string' },
  'rollback-days': { type: 'string', default: String(ROLLBACK_DAYS) },
} as const

interface Asked {
  readonly config: string | undefined
  readonly json: boolean
  readonly day: Temporal.PlainDate | undefined
  readonly rollbackDays: number
}

function readArguments(argv: readonly string[]): Result<Asked, string> {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS })
    const rollbackDays = Number(values['rollback-days'])
    if (!Number.isInteger(rollbackDays) || rollbackDays < 0)
      return refused('--rollback-days must be a number of business days')
    const { config, json, for: wanted } = values
    const day = parseDay(wanted)
    if (wanted !== undefined && day === undefined)
      return refused(`--for ${wanted}: not a day of the calendar, such as 2023-06-10`)
    return done({ config, json, rollbackDays, day })
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}
