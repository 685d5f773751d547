import type { FileName } from './files.ts'

/** What is wrong in a file and what to do about it. Line and column count from 1, as editors do. */
export interface Fault {
  readonly file: FileName
  readonly line: number
  /** Null for the line as a whole. */
  readonly field: string | null
  readonly column: number
  readonly reason: string
}

/** `people.csv:12:31: registered_email "a@b;c@d" is not one email address`. */
export function sayFault({ file, line, column, field, reason }: Fault): string {
  return `${file}:${line}:${column}: ${field === null ? '' : `${field} `}${reason}`
}
