import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemTicks } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { measureHash } from './measure-hash.ts'
import { writeParameters } from './rules/hash-parameters.ts'
import {
  MEMORIES,
  type Measured,
  MOST_PASSES,
  morning,
  proposeParameters,
} from './rules/propose-parameters.ts'

export const calibrateUsage = 'calibrate [--target-ms N] [--json]'

const PEOPLE = 5_000

/** `sallyport calibrate`: measures argon2id here and proposes its parameters. Exit 1 where not even the least fits. */
export async function runCalibrate(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv)
  if (!asked.ok) {
    terminal.complain(asked.refusal)
    terminal.complain(`usage: sallyport ${calibrateUsage}`)
    return 2
  }
  const { target, json } = asked.value
  const measured = await measureAll(target)
  const proposed = proposeParameters(measured, target)
  const report = reportOf(target, measured, proposed)
  if (json) terminal.print(JSON.stringify(report))
  else for (const line of linesOf(report)) terminal.print(line)
  return proposed === undefined ? 1 : 0
}

/** By memory, with one pass more as long as that may fit. */
async function measureAll(target: number): Promise<readonly Measured[]> {
  const measured: Measured[] = []
  for (const memoryKiB of MEMORIES) {
    for (let passes = 1; passes <= MOST_PASSES; passes++) {
      const parameters = { memoryKiB, passes, lanes: 1 }
      const milliseconds = await measureHash(parameters, systemTicks)
      measured.push({ parameters, milliseconds })
      if (milliseconds > target) break
    }
    if ((measured.at(-1)?.parameters.passes ?? 0) === 1) break
  }
  return measured
}

type Report = ReturnType<typeof reportOf>

function reportOf(targetMilliseconds: number, measured: readonly Measured[], proposed: Measured | undefined) {
  const cores = availableParallelism()
  const rowOf = ({ parameters, milliseconds }: Measured) => {
    const { perSecondAndCore, seconds } = morning(milliseconds, cores, PEOPLE)
    return {
      parameters: writeParameters(parameters),
      milliseconds: rounded(milliseconds),
      logonsPerSecondAndCore: rounded(perSecondAndCore),
      secondsForThemAll: Math.ceil(seconds),
    }
  }
  return {
    targetMilliseconds,
    cores,
    people: PEOPLE,
    measured: measured.map(rowOf),
    proposed: proposed === undefined ? null : rowOf(proposed),
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

function linesOf({ targetMilliseconds, cores, people, measured, proposed }: Report): readonly string[] {
  const columns = (cells: readonly (string | number)[]) =>
    [String(cells[0]).padEnd(20), ...cells.slice(1).map((cell) => String(cell).padStart(12))].join('')
  const table = [
    columns(['argon2id', 'ms', 'logons/s', `${people} in s`]),
    ...measured.map((row) =>
      columns([row.parameters, row.milliseconds, row.logonsPerSecondAndCore, row.secondsForThemAll]),
    ),
    '',
    `logons/s: on each core. ${people} in s: everybody, one after the other, on the ${cores} cores of this machine.`,
    '',
  ]
  if (proposed === null)
    return [
      ...table,
      `Nothing fits into ${targetMilliseconds} ms, not even the least allowed. Use faster machines.`,
    ]
  return [
    ...table,
    `SALLYPORT_ARGON2=${proposed.parameters}`,
    'is the strongest that fits. Where other hashes are stored, name their parameters behind it, with a blank between,',
    'until everybody has logged on once: each is hashed anew then, and meanwhile the time of a guess tells nothing.',
  ]
}

const Arguments = z.object({
  'target-ms': z.coerce
    .number({ error: '--target-ms is a number of milliseconds, 5 to 2000' })
    .min(5, { error: '--target-ms is a number of milliseconds, 5 to 2000' })
    .max(2_000, { error: '--target-ms is a number of milliseconds, 5 to 2000' })
    .default(50),
  json: z.boolean().default(false),
})

function readArguments(argv: readonly string[]): Result<{ target: number; json: boolean }, string> {
  try {
    const options = { 'target-ms': { type: 'string' }, json: { type: 'boolean' } } as const
    const read = Arguments.safeParse({ ...parseArgs({ args: [...argv], options }).values })
    if (!read.success) return refused(read.error.issues[0]?.message ?? '')
    return done({ target: read.data['target-ms'], json: read.data.json })
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}
