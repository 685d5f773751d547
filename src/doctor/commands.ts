import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemTicks } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { CHECKS, examine, type NamedFinding } from './checks.ts'
import { lookAt } from './look-at.ts'

export const doctorUsage = 'doctor [--config FILE] [--json]'

/** `sallyport doctor`: exit 0 where nothing fails, 1 where something does, 2 where the settings can't be read. */
export async function runDoctor(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv)
  if (!asked.ok) return complain(terminal, [asked.refusal, `usage: sallyport ${doctorUsage}`])
  const config = readConfig(process.env, asked.value.config)
  if (!config.ok) return complain(terminal, config.refusal)
  const site = await lookAt(config.value, { clock: systemClock, ticks: systemTicks })
  try {
    const found = await examine(site)
    if (asked.value.json) terminal.print(JSON.stringify(reportOf(found)))
    else for (const line of linesOf(found)) terminal.print(line)
    return found.some(({ state }) => state === 'fail') ? 1 : 0
  } finally {
    await site.database.close()
  }
}

function complain(terminal: Terminal, faults: readonly string[]): 2 {
  for (const fault of faults) terminal.complain(fault)
  return 2
}

function reportOf(found: readonly NamedFinding[]) {
  const notAsked = CHECKS.map(({ name }) => name).filter((name) => !found.some(({ check }) => check === name))
  return { findings: found, notAsked }
}

function linesOf(found: readonly NamedFinding[]): readonly string[] {
  const { notAsked } = reportOf(found)
  const count = (state: NamedFinding['state']) => found.filter((finding) => finding.state === state).length
  return [
    ...found.flatMap(({ state, check, says, todo }) => [
      `${state.padEnd(6)}${check.padEnd(20)}${says}`,
      ...(todo === undefined ? [] : [`${' '.repeat(26)}${todo}`]),
    ]),
    ...notAsked.map((name) => `-     ${name.padEnd(20)}not looked at: what it needs is not there`),
    '',
    `${count('ok')} well, ${count('warn')} to look at, ${count('fail')} failing.`,
  ]
}

const OPTIONS = { config: { type: 'string' }, json: { type: 'boolean', default: false } } as const

function readArguments(argv: readonly string[]): Result<{ config?: string; json: boolean }, string> {
  try {
    return done(parseArgs({ args: [...argv], options: OPTIONS }).values)
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}
