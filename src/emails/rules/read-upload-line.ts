import { cleanCell } from '../../directory/rules/clean-cell.ts'
import { type Cell, splitLine } from '../../directory/rules/split-line.ts'
import { parseUserId, type UserId } from '../../kernel/ids.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import { addressFault } from '../../mail/rules/address-fault.ts'
import type { UploadFault, UploadFaultCode } from './upload-fault.ts'

export const UPLOAD_COLUMNS = ['User ID', 'Email'] as const

export interface UploadRow {
  readonly line: number
  readonly userId: UserId
  /** '' leaves the user as he is: a list of all can be filled in bit by bit. */
  readonly address: string
}

/** The first line must name both columns, in their order: a column moved is a column misread. Case is free. */
export function readUploadHeader(text: string): UploadFault | undefined {
  const split = splitLine(text)
  const names = split.ok ? split.value.map((cell) => cell.text.trim().toLowerCase()) : []
  while (names.at(-1) === '') names.pop()
  if (names.join() === UPLOAD_COLUMNS.join().toLowerCase()) return undefined
  const code = text.includes('\t')
    ? 'tabs'
    : /;/.test(text) && !text.includes(',')
      ? 'semicolons'
      : 'no-header'
  return { line: 1, column: 1, code, detail: shortly(text) }
}

/** One line below the header; undefined for an empty one. All that is wrong in it is said at once. */
export function readUploadLine(
  text: string,
  line: number,
): Result<UploadRow, readonly UploadFault[]> | undefined {
  if (/^[,\s]*$/.test(text)) return undefined
  const fault = (column: number, code: UploadFaultCode, detail: string): UploadFault => ({
    line,
    column,
    code,
    detail: shortly(detail),
  })
  const split = splitLine(text)
  if (!split.ok) return refused([fault(split.refusal.column, 'quotes', text)])
  const [first, second, ...others] = split.value
  if (first === undefined || second === undefined || others.some((cell) => cell.text.trim() !== ''))
    return refused([fault(1, 'cells', text)])
  const faults: UploadFault[] = []
  const clean = ({ text: written, column }: Cell) => {
    const cleaned = cleanCell(written)
    if (!cleaned.ok) faults.push(fault(column, 'unseen', written.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '␣')))
    return cleaned.ok ? cleaned.value : undefined
  }
  const [typedId, address] = [clean(first), clean(second)]
  const userId = typedId === undefined ? undefined : parseUserId(typedId)
  if (typedId !== undefined && userId === undefined) faults.push(fault(first.column, 'user-id', typedId))
  const wrong = address === undefined ? undefined : addressFault(address)
  if (address !== undefined && wrong !== undefined && wrong !== 'no-address')
    faults.push(fault(second.column, wrong, address))
  if (userId === undefined || address === undefined || faults.length > 0) return refused(faults)
  return done({ line, userId, address })
}

const LONGEST_DETAIL = 120

function shortly(text: string): string {
  const characters = Array.from(text)
  return characters.length > LONGEST_DETAIL ? `${characters.slice(0, LONGEST_DETAIL).join('')}…` : text
}
