/**
 * Strict DER (X.690 §10): definite lengths in their shortest form, tags of one octet, nothing left over. A lenient reader
 * would let two readers see two different certificates in the same bytes.
 */
export interface Der {
  readonly tag: number
  /** The contents. */
  readonly value: Uint8Array
  /** Tag, length and contents: what is hashed or handed on. */
  readonly whole: Uint8Array
}

/** Thrown while reading and caught where reading begins (`readWith`), so that each field need not be asked. */
export class NotDer extends Error {}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

/** `[n]` of a constructed type; `[n] IMPLICIT` of a primitive one. */
export const explicit = (n: number): number => 0xa0 + n
export const implicit = (n: number): number => 0x80 + n

const LONGEST_LENGTH = 4

export function readDer(bytes: Uint8Array): Der {
  const der = readAt(bytes, 0)
  if (der.whole.length !== bytes.length) throw new NotDer('something follows')
  return der
}

function readAt(bytes: Uint8Array, start: number): Der {
  const tag = bytes[start]
  const first = bytes[start + 1]
  if (tag === undefined || first === undefined) throw new NotDer('cut short')
  if ((tag & 0x1f) === 0x1f) throw new NotDer('a tag of several octets')
  const long = first < 0x80 ? undefined : longLength(bytes, start + 2, first)
  const from = start + 2 + (long?.octets ?? 0)
  const to = from + (long?.length ?? first)
  if (to > bytes.length) throw new NotDer('cut short')
  return { tag, value: bytes.subarray(from, to), whole: bytes.subarray(start, to) }
}

function longLength(bytes: Uint8Array, at: number, first: number): { length: number; octets: number } {
  const octets = first - 0x80
  if (octets === 0 || octets > LONGEST_LENGTH || at + octets > bytes.length) {
    throw new NotDer('no definite length')
  }
  let length = 0
  for (const octet of bytes.subarray(at, at + octets)) length = length * 256 + octet
  if (length < 0x80 || length < 256 ** (octets - 1)) throw new NotDer('a length longer than it need be')
  return { length, octets }
}

export function partsOf(der: Der): readonly Der[] {
  const parts: Der[] = []
  let at = 0
  while (at < der.value.length) {
    const part = readAt(der.value, at)
    parts.push(part)
    at += part.whole.length
  }
  return parts
}

/** The fields of a SEQUENCE, taken in their order. */
export interface Fields {
  take(tag: number): Der
  maybe(tag: number): Der | undefined
  /** Whatever comes next. */
  next(): Der
  rest(): readonly Der[]
  end(): void
}

export function fieldsOf(der: Der, tag: number = TAG.sequence): Fields {
  const parts = partsOf(expect(der, tag))
  let at = 0
  const next = () => {
    const part = parts[at]
    if (part === undefined) throw new NotDer('a field is missing')
    at += 1
    return part
  }
  return {
    next,
    take: (wanted) => expect(next(), wanted),
    maybe: (wanted) => (parts[at]?.tag === wanted ? next() : undefined),
    rest: () => {
      const from = at
      at = parts.length
      return parts.slice(from)
    },
    end: () => {
      if (at !== parts.length) throw new NotDer('a field too many')
    },
  }
}

export function expect(der: Der, tag: number): Der {
  if (der.tag !== tag) throw new NotDer(`tag ${der.tag} where ${tag} belongs`)
  return der
}

/** What stands inside `[n] EXPLICIT`: one element. */
export function inside(der: Der): Der {
  return readDer(der.value)
}
