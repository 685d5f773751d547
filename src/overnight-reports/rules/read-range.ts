import type { ByteRange } from '../report-store.ts'

export type RangeAsked =
  | { readonly is: 'whole' }
  | { readonly is: 'part'; readonly range: ByteRange }
  /** 416: what is asked for lies beyond the end. */
  | { readonly is: 'unsatisfiable' }

const WHOLE: RangeAsked = { is: 'whole' }

/**
 * RFC 9110 §14.2: which bytes a request asks for. What can't be read, and more than one range, is answered by the whole.
 * `ifRange`: a part is sent only of the very file its first part was of (§13.1.5); a date is no strong validator.
 */
export function readRange(
  range: string | undefined,
  ifRange: string | undefined,
  file: { readonly size: number; readonly etag: string },
): RangeAsked {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') ?? []
  if (first === '' && last === '') return WHOLE
  if (ifRange !== undefined && ifRange !== file.etag) return WHOLE
  const { size } = file
  if (first === '') return suffix(Number(last), size)
  if (last !== '' && Number(last) < Number(first)) return WHOLE
  if (Number(first) >= size) return { is: 'unsatisfiable' }
  return part(Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1))
}

function suffix(length: number, size: number): RangeAsked {
  return length === 0 ? { is: 'unsatisfiable' } : part(Math.max(0, size - length), size - 1)
}

function part(from: number, to: number): RangeAsked {
  return { is: 'part', range: { from, to } }
}
