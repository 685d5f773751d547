import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { LongWork } from '../db/open-long-work.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { BROKEN_TEXTS } from './judge-bytes.ts'
import { openFile } from './open-file.ts'
import { type Lines, readLines } from './read-lines.ts'
import type { Fault } from './rules/fault.ts'
import { type DirectoryFile, FILES, type FileName } from './rules/files.ts'
import type { Known } from './rules/read-cell.ts'
import { readHeader } from './rules/read-header.ts'
import { type ReadRow, readRow } from './rules/read-row.ts'
import type { Misplaced } from './rules/split-line.ts'
import type { Progress } from './say-progress.ts'

/** A file as it was read: so many rows, and the SHA-256 of its bytes. */
export interface StagedFile {
  readonly name: FileName
  readonly rows: number
  readonly sha256: string
}

/** `people.csv` goes into the temporary table `row_people`, a text column for each of its own. */
function tableOf(name: FileName): string {
  return `row_${name.replace('.csv', '')}`
}

/** Reads the files of a folder into temporary tables; what is wrong in them goes into the table `fault`. */
export async function stageFiles(
  work: LongWork,
  folder: string,
  known: Known,
  progress: Progress,
): Promise<readonly StagedFile[]> {
  for (const table of ['fault', 'warning'])
    await work.run(`create temporary table ${table} (file text collate "C", line integer, field text collate "C",
      col integer, reason text, participant text collate "C")`)
  const staged: StagedFile[] = []
  for (const file of FILES) {
    const columns = Object.keys(file.columns).map((column) => `"${column}" text collate "C"`)
    await work.run(`create temporary table ${tableOf(file.name)} (line integer, ${columns.join(', ')})`)
    staged.push(await stageFile(work, join(folder, file.name), file, known, progress))
    await work.run(`analyze ${tableOf(file.name)}`)
  }
  return staged
}

const EMPTY = 'the file is empty; a file with nothing to say still has its first line'

async function stageFile(
  work: LongWork,
  path: string,
  file: DirectoryFile,
  known: Known,
  progress: Progress,
): Promise<StagedFile> {
  const digest = createHash('sha256')
  let rows = 0
  let empty = true
  try {
    for await (const lines of readLines(openFile(path), {
      seen: (bytes) => digest.update(bytes),
      lastLine: 'ends',
    })) {
      empty &&= lines.lines.length === 0 && lines.broken === undefined
      const read = readAll(lines, file, known)
      await stageRows(work, file, read.rows)
      await stageFaults(work, read.faults)
      rows += read.rows.length
      progress(`reading ${file.name}`, rows)
      if (read.foreign) break
    }
    if (empty) await stageFaults(work, [faultOf(file, 1, { column: 1, reason: EMPTY })])
  } catch (cause) {
    await stageFaults(work, [faultOf(file, 1, { column: 1, reason: `can't be read: ${reasonOf(cause)}` })])
  }
  return { name: file.name, rows, sha256: digest.digest('hex') }
}

interface NumberedRow extends ReadRow {
  readonly line: number
}

/** A fault and the participant whose row it is in, '' where that can't be said. */
type StagedFault = Fault & { readonly participant: string }

interface ReadLines {
  readonly rows: readonly NumberedRow[]
  readonly faults: readonly StagedFault[]
  /** The header is another file's: its rows would all be faulty. */
  readonly foreign: boolean
}

function readAll({ first, lines, broken }: Lines, file: DirectoryFile, known: Known): ReadLines {
  const rows: NumberedRow[] = []
  const faults: StagedFault[] = []
  const participantAt = Object.keys(file.columns).indexOf('participant')
  for (const [index, text] of lines.entries()) {
    const line = first + index
    if (line === 1) {
      const header = readHeader(text, file)
      if (header.ok) continue
      return { rows, faults: [faultOf(file, 1, header.refusal)], foreign: true }
    }
    const row = readRow(text, line, file, known)
    if (row === undefined) continue
    rows.push({ ...row, line })
    for (const fault of row.faults) faults.push({ ...fault, participant: row.values[participantAt] ?? '' })
  }
  if (broken !== undefined)
    faults.push(faultOf(file, first + lines.length, { column: 1, reason: BROKEN_TEXTS[broken] }))
  return { rows, faults, foreign: false }
}

function faultOf({ name }: DirectoryFile, line: number, { column, reason }: Misplaced): StagedFault {
  return { file: name, line, field: null, column, reason, participant: '' }
}

/** A row that could not be parted into cells is counted, and has nothing to stage. */
async function stageRows(work: LongWork, file: DirectoryFile, rows: readonly NumberedRow[]): Promise<void> {
  const whole = rows.filter(({ values }) => values.length > 0)
  if (whole.length === 0) return
  const columns = Object.keys(file.columns).map((_, index) => whole.map(({ values }) => values[index]))
  const arrays = columns.map((_, index) => `$${index + 2}::text[]`).join(', ')
  await work.run(`insert into ${tableOf(file.name)} select * from unnest($1::integer[], ${arrays})`, [
    whole.map(({ line }) => line),
    ...columns,
  ])
}

async function stageFaults(work: LongWork, faults: readonly StagedFault[]): Promise<void> {
  if (faults.length === 0) return
  await work.run(
    `insert into fault select * from unnest(
      $1::text[], $2::integer[], $3::text[], $4::integer[], $5::text[], $6::text[])`,
    [
      faults.map(({ file }) => file),
      faults.map(({ line }) => line),
      faults.map(({ field }) => field),
      faults.map(({ column }) => column),
      faults.map(({ reason }) => reason),
      faults.map(({ participant }) => participant),
    ],
  )
}
