import { type Broken, judgeBytes } from './judge-bytes.ts'

/** Lines that follow one another, the first one's number, and the bytes they came from, for the file's digest. */
export interface Lines {
  readonly first: number
  readonly lines: readonly string[]
  /** What ends the reading, at the line after these. */
  readonly broken?: Broken
}

const NEWLINE = 0x0a
const LONGEST_LINE = 64 * 1024

export interface Reading {
  /** Given each byte once, for the file's digest. */
  readonly seen?: (bytes: Uint8Array) => void
  /** Without a line break at its end a file may have been cut short; not where whoever sent it counted its bytes. */
  readonly lastLine: 'ends' | 'may-be-open'
}

/** Reads lines by and by, in flat memory. A BOM and CRLF are taken off. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  { seen, lastLine }: Reading,
): AsyncGenerator<Lines> {
  let rest: Buffer = Buffer.alloc(0)
  let first = 1
  for await (const chunk of chunks) {
    seen?.(chunk)
    const bytes = Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf(NEWLINE) + 1
    rest = bytes.subarray(end)
    const read = toLines(bytes.subarray(0, end), first)
    yield read
    if (read.broken !== undefined) return
    first += read.lines.length
    if (rest.length > LONGEST_LINE) {
      yield { first, lines: [], broken: judgeBytes(rest) ?? 'long-line' }
      return
    }
  }
  if (rest.length === 0) return
  if (lastLine === 'ends') yield { first, lines: [], broken: judgeBytes(rest) ?? 'cut' }
  else yield toLines(Buffer.concat([rest, Buffer.of(NEWLINE)]), first)
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
