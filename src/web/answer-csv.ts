import type { Context } from 'hono'
import { writeCell } from '../kernel/csv-cell.ts'

/** One line of a file, with nothing in it that a spreadsheet would run. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : writeCell(cell ?? ''))).join(',')}\r\n`
}

/** Spreadsheets take a file without it for one in their own 8-bit code, and spoil Chinese names. */
const BYTE_ORDER_MARK = '\ufeff'

/** A file to keep, sent as it is made. `name`: ASCII, without its ending. */
export function answerCsv(
  c: Context,
  name: string,
  lines: AsyncIterable<string> | Iterable<string>,
): Response {
  if (!/^[A-Za-z0-9-]+$/.test(name)) throw new Error(`${name}: no name for a file`)
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`)
  return c.body(ReadableStream.from(encoded(lines)))
}

async function* encoded(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(BYTE_ORDER_MARK)
  for await (const line of lines) yield encoder.encode(line)
}
