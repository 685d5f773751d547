import { cleanCell } from './clean-cell.ts'
import type { Fault } from './fault.ts'
import type { DirectoryFile } from './files.ts'
import type { Known, ReadCell } from './read-cell.ts'
import { type Cell, splitLine } from './split-line.ts'

export interface ReadRow {
  /** One text a column. Where a cell is faulty it is what was written, so that no other row is blamed for it. */
  readonly values: readonly string[]
  readonly faults: readonly Fault[]
}

/** One line of a file below its header. Undefined for an empty line. */
export function readRow(line: string, at: number, file: DirectoryFile, known: Known): ReadRow | undefined {
  if (/^,*$/.test(line)) return undefined
  const columns = Object.entries(file.columns)
  const fault = (column: number, reason: string, field: string | null = null): Fault => ({
    file: file.name,
    line: at,
    column,
    field,
    reason,
  })
  const split = splitLine(line)
  if (!split.ok) return { values: [], faults: [fault(split.refusal.column, split.refusal.reason)] }
  const cells = split.value
  if (cells.length !== columns.length) {
    const reason = `${cells.length} cells where ${columns.length} are wanted: ${columns.map(([name]) => name).join(',')}`
    return { values: [], faults: [fault(1, reason)] }
  }
  const faults: Fault[] = []
  const values = columns.map(([name, read], index) => {
    const cell = cells[index] ?? { text: '', column: 1 }
    const { value, reason } = readOne(
      cell,
      read,
      known,
      name === file.long?.column ? file.long.most : undefined,
    )
    if (reason === undefined) return value
    faults.push(fault(cell.column, reason, name))
    return name === file.secret ? '' : value
  })
  if (faults.length > 0 || file.whole === undefined) return { values, faults }
  const names = columns.map(([name]) => name)
  const whole = file.whole(Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])), known)
  if (whole.ok) return { values: names.map((name) => whole.value[name] ?? ''), faults }
  const { field, reason } = whole.refusal
  return { values, faults: [fault(cells[names.indexOf(field)]?.column ?? 1, reason, field)] }
}

function readOne(
  cell: Cell,
  read: ReadCell,
  known: Known,
  longest?: number,
): { value: string; reason?: string } {
  const cleaned = cleanCell(cell.text, longest)
  if (!cleaned.ok) return { value: cell.text, reason: cleaned.refusal }
  const value = read(cleaned.value, known)
  return value.ok ? { value: value.value } : { value: cleaned.value, reason: value.refusal }
}
