import type { Instant } from '../../kernel/instant.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import { type Der, expect, NotDer, TAG } from './der.ts'

/** Where reading begins: whatever is not DER, or not what it should be, is one refusal. */
export function readWith<T>(read: () => T): Result<T, 'malformed'> {
  try {
    return done(read())
  } catch (fault) {
    if (fault instanceof NotDer) return refused('malformed')
    throw fault
  }
}

/** Two's complement, in the fewest octets (X.690 §8.3.2), as hexadecimal digits: a serial is compared, never counted. */
export function readInteger(der: Der): string {
  const { value } = expect(der, TAG.integer)
  const first = value[0]
  const second = value[1]
  if (first === undefined) throw new NotDer('an empty integer')
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new NotDer('an integer longer than it need be')
  }
  return Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')
}

/** A count: not negative, below 2^31. */
export function readCount(der: Der, tag: number = TAG.integer): number {
  const hex = readInteger({ ...expect(der, tag), tag: TAG.integer })
  const count = Number.parseInt(hex, 16)
  if (hex.length > 8 || count >= 2 ** 31) throw new NotDer('no count')
  return count
}

export function readBoolean(der: Der): boolean {
  const { value } = expect(der, TAG.boolean)
  if (value.length !== 1 || (value[0] !== 0 && value[0] !== 0xff)) throw new NotDer('neither true nor false')
  return value[0] === 0xff
}

/** X.690 §8.19; for `[n] IMPLICIT` hand in its tag. */
export function readOid(der: Der, tag: number = TAG.oid): string {
  const { value } = expect(der, tag)
  const arcs: number[] = []
  let arc = 0
  let open = false
  for (const octet of value) {
    if (!open && octet === 0x80) throw new NotDer('an arc longer than it need be')
    arc = arc * 128 + (octet & 0x7f)
    if (!Number.isSafeInteger(arc)) throw new NotDer('an arc too large')
    open = octet >= 0x80
    if (open) continue
    arcs.push(arc)
    arc = 0
  }
  const [first, ...others] = arcs
  if (first === undefined || open) throw new NotDer('no object identifier')
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - root * 40, ...others].join('.')
}

export interface Bits {
  readonly unused: number
  readonly bytes: Uint8Array
}

export function readBits(der: Der, tag: number = TAG.bitString): Bits {
  const { value } = expect(der, tag)
  const [unused] = value
  if (unused === undefined || unused > 7 || (unused > 0 && value.length === 1)) {
    throw new NotDer('no bit string')
  }
  return { unused, bytes: value.subarray(1) }
}

/** A signature or a key: whole octets. */
export function readOctetsOfBits(der: Der): Uint8Array {
  const { unused, bytes } = readBits(der)
  if (unused !== 0) throw new NotDer('bits that are no octets')
  return bytes
}

/** RFC 5280 §4.1.2.5: UTCTime to 2049 and GeneralizedTime, both with seconds and Z, without fractions. */
export function readTime(der: Der): Instant {
  const text = Buffer.from(der.value).toString('latin1')
  const short = der.tag === TAG.utcTime
  if (!short) expect(der, TAG.generalizedTime)
  const digits = short ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? []
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  } catch {
    throw new NotDer(`no time: ${text}`)
  }
}
