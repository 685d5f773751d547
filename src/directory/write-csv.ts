import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { writeCell } from './rules/clean-cell.ts'

const AT_ONCE = 64 * 1024

/**
 * Writes a CSV file by and by, as Excel reads it without a question (UTF-8 with a BOM, CRLF) and runs nothing of it.
 * Answers how many rows there were.
 */
export async function writeCsv(
  path: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): Promise<number> {
  const file = createWriteStream(path, { mode: 0o600 })
  let text = `\ufeff${columns.join(',')}\r\n`
  let count = 0
  for await (const row of rows) {
    text += `${row.map(writeCell).join(',')}\r\n`
    count++
    if (text.length < AT_ONCE) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await finished(file)
  return count
}
