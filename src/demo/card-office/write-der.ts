import type { Instant } from '../../kernel/instant.ts'

/** DER as it is written (X.690 §10.1): each value is its tag, its length in as few octets as will do, and its content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const inside = Buffer.concat(content)
  return Buffer.concat([Uint8Array.of(tag, ...lengthOf(inside.length)), inside])
}

function lengthOf(octets: number): readonly number[] {
  if (octets < 0x80) return [octets]
  const digits: number[] = []
  for (let rest = octets; rest > 0; rest = Math.floor(rest / 0x100)) digits.unshift(rest % 0x100)
  return [0x80 + digits.length, ...digits]
}

export const sequence = (...content: readonly Uint8Array[]) => der(0x30, ...content)
export const set = (...content: readonly Uint8Array[]) => der(0x31, ...content)
export const octets = (content: Uint8Array) => der(0x04, content)
/** Whole octets of a BIT STRING. */
export const bits = (content: Uint8Array) => der(0x03, Uint8Array.of(0), content)
export const explicit = (content: Uint8Array, tag = 0) => der(0xa0 + tag, content)
/** `[0] IMPLICIT` of something primitive. */
export const implicit = (content: Uint8Array) => der(0x80, content)
/** Of at least one octet, the first of them below 0x80. */
export const unsigned = (content: Uint8Array) => der(0x02, content)
/** From 0 to 127. */
export const smallInteger = (value: number) => der(0x02, Uint8Array.of(value))
export const nothing = () => der(0x05)

/** `1.2.840.113549.1.7.1`: its first two numbers share an octet, each other takes seven bits an octet (X.690 §8.19). */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(inSevens)))
}

function inSevens(value: number): readonly number[] {
  const digits = [value % 0x80]
  for (let rest = Math.floor(value / 0x80); rest > 0; rest = Math.floor(rest / 0x80))
    digits.unshift(0x80 + (rest % 0x80))
  return digits
}

/** Whole seconds; UTCTime until 2049 (RFC 5280 §4.1.2.5). */
export function time(at: Instant): Buffer {
  const written = at.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString().replace(/[-:T]/g, '')
  return written < '2050' ? der(0x17, Buffer.from(written.slice(2))) : der(0x18, Buffer.from(written))
}
