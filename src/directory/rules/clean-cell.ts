import { isFormula } from '../../kernel/csv-cell.ts'
import { done, type Result, refused } from '../../kernel/result.ts'

const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u
const LONGEST = 2_000

/**
 * A cell as text: blanks around it dropped, in Unicode's composed form (NFC), without the apostrophe that keeps a
 * spreadsheet from running it. What nobody sees on a screen is refused: control characters, and the marks that turn the
 * direction of writing.
 */
export function cleanCell(cell: string, longest = LONGEST): Result<string, string> {
  const text = cell.trim().normalize('NFC')
  const [unseen] = UNSEEN.exec(text) ?? []
  if (unseen !== undefined)
    return refused(`holds a character that can't be seen (${codePoint(unseen)}): delete it`)
  if (text.length > longest) return refused(`has ${text.length} characters; ${longest} are the most`)
  return done(text.startsWith("'") && isFormula(text) ? text.slice(1) : text)
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
