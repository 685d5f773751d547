import { done, type Result, refused } from '../../kernel/result.ts'
import type { DirectoryFile } from './files.ts'
import { type Misplaced, splitLine } from './split-line.ts'

/** The first line names the columns, all of them, in their order: a column moved is a column misread. */
export function readHeader(line: string, { columns }: DirectoryFile): Result<readonly string[], Misplaced> {
  const wanted = Object.keys(columns)
  if (line === wanted.join(',')) return done(wanted)
  const split = splitLine(line)
  if (!split.ok) return split
  const strange = split.value.findIndex(({ text }, index) => text !== wanted[index])
  if (strange === -1 && split.value.length === wanted.length) return done(wanted)
  const column = split.value[strange]?.column ?? line.length + 1
  return refused({ column, reason: `${remedyFor(line)}: the first line must be ${wanted.join(',')}` })
}

function remedyFor(line: string): string {
  if (line.includes(';') && !line.includes(','))
    return 'cells are parted by semicolons, as Excel does in some regions'
  if (line.includes('\t')) return 'cells are parted by tabs: save it as "CSV UTF-8 (Comma delimited)"'
  return 'these are not the columns'
}
