import { done, type Result, refused } from '../../kernel/result.ts'

/** What a spreadsheet takes for a formula (OWASP, CSV injection), behind any number of apostrophes. */
const FORMULA = /^'*[=+\-@]/
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u
const LONGEST = 2_000

/**
 * A cell as text: blanks around it dropped, in Unicode's composed form (NFC), without the apostrophe that keeps a
 * spreadsheet from running it. What nobody sees on a screen is refused: control characters, and the marks that turn the
 * direction of writing.
 */
export function cleanCell(cell: string): Result<string, string> {
  const text = cell.trim().normalize('NFC')
  const [unseen] = UNSEEN.exec(text) ?? []
  if (unseen !== undefined)
    return refused(`holds a character that can't be seen (${codePoint(unseen)}): delete it`)
  if (text.length > LONGEST) return refused(`has ${text.length} characters; ${LONGEST} are the most`)
  return done(text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text)
}

/** The same text as a cell that no spreadsheet runs, and in quotation marks where RFC 4180 wants them. */
export function writeCell(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
