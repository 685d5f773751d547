import { isUtf8 } from 'node:buffer'

/** Why bytes that belong to one line are not text we read; undefined where they are. */
export function judgeBytes(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return 'the file is UTF-16, which Excel calls "Unicode Text": save it as "CSV UTF-8 (Comma delimited)"'
  if (first === 0x50 && second === 0x4b && bytes[2] === 3)
    return 'this is a workbook, not a CSV file: save it as "CSV UTF-8 (Comma delimited)"'
  if (bytes.includes(0)) return 'a NUL byte: the file is damaged, or no text'
  if (isUtf8(bytes)) return undefined
  return 'not UTF-8: Excel’s plain "CSV" is in the machine’s old encoding; save it as "CSV UTF-8 (Comma delimited)"'
}
