import type * as z from 'zod'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Places } from './block.ts'
import type { Programme } from './programme.ts'
import { programmeSchema } from './programme-schema.ts'
import { type Fault, readSourcedYaml, type SourcedYaml, within } from './read-sourced-yaml.ts'
import { settleProgramme } from './settle-programme.ts'

export type { Fault } from './read-sourced-yaml.ts'

/**
 * Reads a programme file (docs/programme.md). Refused with every fault at once, in the order of the file; never throws.
 * What is well-formed but can't be meant is for `rules/check.ts`.
 */
export function parseProgramme(source: string, file: string): Result<Programme, readonly Fault[]> {
  const yaml = readSourcedYaml(source, file)
  const read = programmeSchema.safeParse(yaml.value, { reportInput: true })
  const ofShape =
    yaml.value === undefined ? [] : (read.error?.issues ?? []).flatMap((one) => faultsOf(one, yaml, file))
  const faults = [...yaml.faults, ...ofShape].sort((a, b) => a.line - b.line || a.column - b.column)
  return read.success && faults.length === 0 ? done(settleProgramme(read.data, yaml.values)) : refused(faults)
}

function faultsOf(issue: z.core.$ZodIssue, yaml: SourcedYaml, file: string): readonly Fault[] {
  const path = issue.path.map(String).reduce(within, '')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      ...placeOf(yaml.keys, within(path, key)),
      reason: `unknown key \`${written(key)}\``,
    }))
  }
  if (issue.code === 'invalid_key')
    return [{ file, ...placeOf(yaml.keys, path), reason: sayIssue(issue.issues[0]) }]
  if (!yaml.values.has(path)) {
    const key = written(String(issue.path.at(-1)))
    return [{ file, ...placeOf(yaml.values, path), reason: `\`${key}\` is missing` }]
  }
  return [{ file, ...placeOf(yaml.values, path), reason: sayIssue(issue) }]
}

function sayIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_value')
    return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`
  if (issue?.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `must be ${KINDS[issue.expected] ?? issue.expected}`
  return issue?.message ?? 'is not understood'
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: '`true` or `false`',
  int: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of ids',
}

/** The place of a path, or of what is nearest around it. */
function placeOf(places: Places, path: string): { readonly line: number; readonly column: number } {
  const around = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  return places.get(path) ?? (path === '' ? { line: 1, column: 1 } : placeOf(places, around))
}

/** A key as the file writes it. */
function written(key: string): string {
  return key === 'zh-Hant' ? key : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
