import type { RequestNumber } from '../../kernel/ids.ts'

/** `R-000123`. */
export function sayNumber(number: number): RequestNumber {
  return `R-${String(number).padStart(6, '0')}` as RequestNumber
}

/** As people write it: blanks around it, small letters, without its noughts. Undefined where it can't be one. */
export function parseNumber(typed: string): RequestNumber | undefined {
  const digits = /^\s*[Rr]-?0*([1-9]\d{0,14})\s*$/.exec(typed)?.[1]
  return digits === undefined ? undefined : sayNumber(Number(digits))
}

export function rowOf(number: RequestNumber): number {
  return Number(number.slice(2))
}
