import { cleanCell } from './clean-cell.ts'
import type { Fault } from './fault.ts'
import { type DirectoryFile, HOUSE_ROLES } from './files.ts'
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
    const { value, reason } = readOne(cell, read, known)
    if (reason !== undefined) faults.push(fault(cell.column, reason, name))
    return value
  })
  if (faults.length === 0) faults.push(...misfits(file, values, cells, fault))
  return { values, faults }
}

function readOne(cell: Cell, read: ReadCell, known: Known): { value: string; reason?: string } {
  const cleaned = cleanCell(cell.text)
  if (!cleaned.ok) return { value: cell.text, reason: cleaned.refusal }
  const value = read(cleaned.value, known)
  return value.ok ? { value: value.value } : { value: cleaned.value, reason: value.refusal }
}

type MakeFault = (column: number, reason: string, field: string) => Fault

/** What no cell shows by itself. */
function misfits(
  { name, columns }: DirectoryFile,
  values: readonly string[],
  cells: readonly Cell[],
  fault: MakeFault,
): readonly Fault[] {
  if (name !== 'people.csv') return []
  const of = (column: string) => values[Object.keys(columns).indexOf(column)] ?? ''
  const at = (column: string) => cells[Object.keys(columns).indexOf(column)]?.column ?? 1
  const ofHouse = HOUSE_ROLES.includes(of('role'))
  if (ofHouse && of('participant') !== '')
    return [
      fault(at('participant'), `is for firms; ${of('role')} belongs to none: leave it empty`, 'participant'),
    ]
  if (!ofHouse && of('participant') === '')
    return [fault(at('participant'), `is empty: ${of('role')} of which participant?`, 'participant')]
  if (ofHouse && of('groups') !== '')
    return [fault(at('groups'), 'are a participant’s: leave it empty', 'groups')]
  if (of('role') !== 'client-connect' && of('access_rights') !== '')
    return [fault(at('access_rights'), 'are for client-connect: leave it empty', 'access_rights')]
  return []
}
