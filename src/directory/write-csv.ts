import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { writeCell } from '../kernel/csv-cell.ts'

const AT_ONCE = 64 * 1024

/** A file being written. `write` answers a promise to await where the disk is behind. */
export interface CsvFile {
  write(row: readonly string[]): Promise<unknown> | undefined
  end(): Promise<void>
}

/** Begins a CSV file that Excel reads without a question (UTF-8 with a BOM, CRLF) and runs nothing of. */
export function openCsv(path: string, columns: readonly string[]): CsvFile {
  const file = createWriteStream(path, { mode: 0o600 })
  let text = `\ufeff${columns.join(',')}\r\n`
  return {
    write: (row) => {
      text += `${row.map(writeCell).join(',')}\r\n`
      if (text.length < AT_ONCE) return undefined
      const kept = file.write(text)
      text = ''
      return kept ? undefined : once(file, 'drain')
    },
    end: () => {
      file.end(text)
      return finished(file)
    },
  }
}

/** Writes all rows, and answers how many there were. */
export async function writeCsv(
  path: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): Promise<number> {
  const file = openCsv(path, columns)
  let count = 0
  for await (const row of rows) {
    await file.write(row)
    count++
  }
  await file.end()
  return count
}
