import { isUtf8 } from 'node:buffer'

/** What ends the reading of a file, where it stands. */
export type Broken = 'utf-16' | 'workbook' | 'nul' | 'not-utf-8' | 'cut' | 'long-line'

export const BROKEN_TEXTS: Readonly<Record<Broken, string>> = {
  'utf-16': 'the file is UTF-16, which Excel calls "Unicode Text": save it as "CSV UTF-8 (Comma delimited)"',
  workbook: 'this is a workbook, not a CSV file: save it as "CSV UTF-8 (Comma delimited)"',
  nul: 'a NUL byte: the file is damaged, or no text',
  'not-utf-8':
    'not UTF-8: Excel’s plain "CSV" is in the machine’s old encoding; save it as "CSV UTF-8 (Comma delimited)"',
  cut: 'the file ends within a line: it may have been cut short. Send it again, or end the line with a line break',
  'long-line': 'a line of more than 65536 bytes',
}

/** Why bytes that belong to one line are not text we read; undefined where they are. */
export function judgeBytes(bytes: Uint8Array): Broken | undefined {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf-16'
  if (first === 0x50 && second === 0x4b && bytes[2] === 3) return 'workbook'
  if (bytes.includes(0)) return 'nul'
  return isUtf8(bytes) ? undefined : 'not-utf-8'
}
