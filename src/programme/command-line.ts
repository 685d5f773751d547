import { parseArgs } from 'node:util'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { parseProgramme } from './parse-programme.ts'
import type { Programme } from './programme.ts'

/** 0 holds, 1 does not hold, 2 usage or broken input. */
export type ExitCode = 0 | 1 | 2

/** The part of a command's world that reads programme files and speaks. */
export interface FileWorld {
  /** Rejects where the file can't be read. */
  readFile(path: string): Promise<string>
  print(line: string): void
  complain(line: string): void
}

export interface LoadedProgramme {
  readonly programme: Programme
  readonly source: string
}

/** Complains of every fault, as `file:line:column: reason`; undefined where there is one. */
export async function loadProgramme(file: string, world: FileWorld): Promise<LoadedProgramme | undefined> {
  const source = await world.readFile(file).catch((error: Error) => error)
  if (source instanceof Error) {
    world.complain(`${file}: can't be read: ${reasonOf(source)}`)
    return undefined
  }
  const parsed = parseProgramme(source, file)
  if (parsed.ok) return { programme: parsed.value, source }
  for (const { line, column, reason } of parsed.refusal)
    world.complain(`${file}:${line}:${column}: ${reason}`)
  return undefined
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

/** One FILE and these options, nothing else. */
export function readFileOptions<const T extends Options>(argv: readonly string[], options: T) {
  const read = readOptions(argv, options)
  if (!read.ok) return read
  const { positionals, values } = read.value
  const [file, ...others] = positionals
  if (file === undefined) return refused('FILE is missing')
  return others.length > 0 ? refused(`one FILE only, not ${others.join(' ')}`) : done({ ...values, file })
}

/** Two files and these options, nothing else. */
export function readTwoFilesOptions<const T extends Options>(argv: readonly string[], options: T) {
  const read = readOptions(argv, options)
  if (!read.ok) return read
  const { positionals, values } = read.value
  const [before, after, ...others] = positionals
  if (before === undefined || after === undefined) return refused('two files are compared: FILE OTHER')
  return others.length > 0
    ? refused(`two files only, not ${others.join(' ')}`)
    : done({ ...values, before, after })
}

function readOptions<const T extends Options>(
  argv: readonly string[],
  options: T,
): Result<ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>, string> {
  try {
    return done(parseArgs({ args: [...argv], options, allowPositionals: true }))
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error))
  }
}

/** Names every fault and how the command is used. */
export function complainOfUsage(
  { complain }: FileWorld,
  faults: readonly string[],
  usage: readonly string[],
): 2 {
  for (const line of [...faults, '', ...usage]) complain(line)
  return 2
}
