import { open } from 'node:fs/promises'
import { writeCell } from '../kernel/csv-cell.ts'

const AT_ONCE = 64 * 1024

/** A file being written. `write` answers a promise to await where the disk is behind. */
export interface CsvFile {
  write(row: readonly string[]): Promise<void> | undefined
  end(): Promise<void>
}

/** Begins a CSV file that Excel reads without a question (UTF-8 with a BOM, CRLF) and runs nothing of. */
export async function openCsv(path: string, columns: readonly string[]): Promise<CsvFile> {
  const file = await open(path, 'w', 0o600)
  let text = `\ufeff${columns.join(',')}\r\n`
  const flush = () => {
    const full = text
    text = ''
    return file.writeFile(full)
  }
  return {
    write: (row) => {
      text += `${row.map(writeCell).join(',')}\r\n`
      return text.length < AT_ONCE ? undefined : flush()
    },
    end: () => flush().finally(() => file.close()),
  }
}

/** Writes all rows, and answers how many there were. */
export async function writeCsv(
  path: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): Promise<number> {
  const file = await openCsv(path, columns)
  let count = 0
  try {
    for await (const row of rows) {
      await file.write(row)
      count++
    }
  } finally {
    await file.end()
  }
  return count
}
