import { createReadStream } from 'node:fs'
import { judgeBytes } from './judge-bytes.ts'

/** Lines that follow one another, the first one's number, and the bytes they came from, for the file's digest. */
export interface Lines {
  readonly first: number
  readonly lines: readonly string[]
  /** What ends the reading, at the line after these. */
  readonly broken?: string
}

const NEWLINE = 0x0a
const LONGEST_LINE = 64 * 1024
const CUT =
  'the file ends within a line: it may have been cut short. Send it again, or end the line with a line break'

/** Reads a file by and by, in flat memory; `seen` is given each byte once. A BOM and CRLF are taken off. */
export async function* readLines(path: string, seen: (bytes: Uint8Array) => void): AsyncGenerator<Lines> {
  let rest: Buffer = Buffer.alloc(0)
  let first = 1
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    seen(chunk)
    const bytes = Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf(NEWLINE) + 1
    rest = bytes.subarray(end)
    const read = toLines(bytes.subarray(0, end), first)
    yield read
    if (read.broken !== undefined) return
    first += read.lines.length
    if (rest.length > LONGEST_LINE) {
      yield { first, lines: [], broken: judgeBytes(rest) ?? `a line of more than ${LONGEST_LINE} bytes` }
      return
    }
  }
  if (rest.length > 0) yield { first, lines: [], broken: judgeBytes(rest) ?? CUT }
}

function toLines(bytes: Buffer, first: number): Lines {
  if (bytes.length === 0) return { first, lines: [] }
  if (judgeBytes(bytes) === undefined) return { first, lines: textLines(bytes, first) }
  let begin = 0
  for (;;) {
    const end = bytes.indexOf(NEWLINE, begin) + 1
    const broken = judgeBytes(bytes.subarray(begin, end))
    if (broken !== undefined) return { first, lines: textLines(bytes.subarray(0, begin), first), broken }
    begin = end
  }
}

function textLines(bytes: Buffer, first: number): readonly string[] {
  if (bytes.length === 0) return []
  const text = bytes.toString('utf8', 0, bytes.length - 1)
  const lines = (first === 1 ? text.replace(/^\ufeff/, '') : text).split('\n')
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
}
