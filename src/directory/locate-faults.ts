import { join } from 'node:path'
import { openFile } from './open-file.ts'
import { readLines } from './read-lines.ts'
import type { Fault } from './rules/fault.ts'
import { FILES, type FileName } from './rules/files.ts'
import { splitLine } from './rules/split-line.ts'

/** A fault that a check in the database found: it knows the line and the column's name, not the place in the line. */
export interface UnplacedFault extends Omit<Fault, 'column'> {
  readonly column: number | null
}

/** Reads the faulty lines once more, to say at which character each faulty cell begins. */
export async function locateFaults(
  folder: string,
  faults: readonly UnplacedFault[],
): Promise<readonly Fault[]> {
  const cells = new Map<string, readonly number[]>()
  for (const { name } of FILES) {
    const wanted = new Set(
      faults.flatMap(({ file, line, column }) => (file === name && column === null ? [line] : [])),
    )
    if (wanted.size > 0) await findCells(join(folder, name), name, wanted, cells)
  }
  return faults
    .map((fault) => ({ ...fault, column: fault.column ?? placeOf(fault, cells) }))
    .sort((a, b) => orderOf(a.file) - orderOf(b.file) || a.line - b.line || a.column - b.column)
}

async function findCells(
  path: string,
  name: FileName,
  wanted: ReadonlySet<number>,
  cells: Map<string, readonly number[]>,
): Promise<void> {
  for await (const { first, lines } of readLines(openFile(path), { lastLine: 'ends' })) {
    for (const [index, text] of lines.entries()) {
      if (!wanted.has(first + index)) continue
      const split = splitLine(text)
      if (split.ok)
        cells.set(
          `${name}:${first + index}`,
          split.value.map(({ column }) => column),
        )
    }
  }
}

function placeOf(
  { file, line, field }: UnplacedFault,
  cells: ReadonlyMap<string, readonly number[]>,
): number {
  const columns = Object.keys(FILES.find(({ name }) => name === file)?.columns ?? {})
  return cells.get(`${file}:${line}`)?.[columns.indexOf(field ?? '')] ?? 1
}

function orderOf(file: FileName): number {
  return FILES.findIndex(({ name }) => name === file)
}
