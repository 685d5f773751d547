import { done, type Result, refused } from '../../kernel/result.ts'

/** What is wrong, and at which character of the line, counted from 1. */
export interface Misplaced {
  readonly column: number
  readonly reason: string
}

export interface Cell {
  readonly text: string
  readonly column: number
}

/**
 * The cells of one line (RFC 4180 section 2). One rule is stricter: a cell ends in the line it begins in. No cell of ours
 * holds a line break, and so a quotation mark that is never closed spoils one line, not the rest of the file.
 */
export function splitLine(line: string): Result<readonly Cell[], Misplaced> {
  const cells: Cell[] = []
  let at = 0
  for (;;) {
    const cell = line[at] === '"' ? quotedCell(line, at) : plainCell(line, at)
    if (!cell.ok) return cell
    cells.push({ text: cell.value.text, column: at + 1 })
    if (cell.value.end === line.length) return done(cells)
    at = cell.value.end + 1
  }
}

type Found = Result<{ readonly text: string; readonly end: number }, Misplaced>

function plainCell(line: string, at: number): Found {
  const comma = line.indexOf(',', at)
  const end = comma === -1 ? line.length : comma
  const text = line.slice(at, end)
  const mark = text.indexOf('"')
  if (mark === -1) return done({ text, end })
  const reason = 'a quotation mark within a cell: put the whole cell in quotation marks and double this one'
  return refused({ column: at + mark + 1, reason })
}

function quotedCell(line: string, at: number): Found {
  const [all] = /"(?:[^"]|"")*"/y.exec(line.slice(at)) ?? []
  const unclosed = 'a quotation mark that is not closed in this line; a cell holds no line break'
  if (all === undefined) return refused({ column: at + 1, reason: unclosed })
  const end = at + all.length
  if (end === line.length || line[end] === ',')
    return done({ text: all.slice(1, -1).replaceAll('""', '"'), end })
  return refused({ column: end + 1, reason: 'after a quotation mark that closes a cell comes a comma' })
}
