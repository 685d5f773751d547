import {
  type Der,
  expect,
  explicit,
  fieldsOf,
  implicit,
  inside,
  NotDer,
  partsOf,
  readDer,
  TAG,
} from './der.ts'
import { readOid } from './values.ts'

/** A distinguished name. Two are the same where their `key` is (RFC 5280 §7.1). */
export interface Name {
  readonly key: string
  /** The same, a part each: what a subtree of names is compared with. */
  readonly parts: readonly string[]
  readonly der: Uint8Array
  /** For people: RFC 4514's look, control characters replaced. */
  readonly text: string
  /** PKCS #9 emailAddress: RFC 5280 §4.2.1.10 wants it judged as an address. */
  readonly emails: readonly string[]
}

export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  | { readonly kind: 'directory'; readonly value: Name }
  | { readonly kind: 'other'; readonly tag: number }

const SHORT: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
}
const EMAIL_ADDRESS = '1.2.840.113549.1.9.1'

const DECODE: Readonly<Record<number, (value: Uint8Array) => string>> = {
  [TAG.utf8String]: utf8,
  [TAG.printableString]: ascii,
  [TAG.ia5String]: ascii,
  [TAG.bmpString]: (value) => new TextDecoder('utf-16be').decode(value),
}

export function readName(der: Der): Name {
  const rdns = partsOf(expect(der, TAG.sequence)).map(readRdn)
  const parts = rdns.map(({ key }) => key)
  return {
    key: parts.join('\n'),
    parts,
    der: der.whole,
    text: rdns
      .map(({ text }) => text)
      .reverse()
      .join(','),
    emails: rdns.flatMap(({ emails }) => emails),
  }
}

interface Rdn {
  readonly key: string
  readonly text: string
  readonly emails: readonly string[]
}

function readRdn(der: Der): Rdn {
  const attributes = partsOf(expect(der, TAG.set)).map(readAttribute)
  if (attributes.length === 0) throw new NotDer('an empty part of a name')
  return {
    key: attributes
      .map(({ key }) => key)
      .sort()
      .join('+'),
    text: attributes.map(({ text }) => text).join('+'),
    emails: attributes.flatMap(({ email }) => (email === undefined ? [] : [email])),
  }
}

function readAttribute(der: Der): { key: string; text: string; email: string | undefined } {
  const fields = fieldsOf(der)
  const type = readOid(fields.take(TAG.oid))
  const value = fields.next()
  fields.end()
  const decoded = DECODE[value.tag]?.(value.value)
  const hex = `#${Buffer.from(value.whole).toString('hex')}`
  return {
    // JSON quotes whatever could be taken for the end of a part.
    key: `${type}=${decoded === undefined ? hex : JSON.stringify(prepared(decoded))}`,
    text: `${SHORT[type] ?? type}=${decoded === undefined ? hex : escaped(decoded)}`,
    email: type === EMAIL_ADDRESS ? decoded : undefined,
  }
}

/** RFC 4518 as far as it matters here: composed, case folded, blanks at the ends dropped and inside made one. */
function prepared(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/g, ' ')
}

function escaped(text: string): string {
  return text.replaceAll(/[,+"\\<>;=]/g, String.raw`\$&`).replaceAll(/\p{C}/gu, '�')
}

function utf8(value: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value)
  } catch {
    throw new NotDer('no UTF-8')
  }
}

function ascii(value: Uint8Array): string {
  if (value.some((octet) => octet >= 0x80)) throw new NotDer('not ASCII')
  return Buffer.from(value).toString('latin1')
}

/** RFC 5280 §4.2.1.6. A kind we don't compare keeps its tag: a constraint on it can't be judged. */
export function readGeneralName(der: Der): GeneralName {
  switch (der.tag) {
    case implicit(1):
      return { kind: 'email', value: ascii(der.value) }
    case implicit(2):
      return { kind: 'dns', value: ascii(der.value).toLowerCase() }
    case implicit(6):
      return { kind: 'uri', value: ascii(der.value) }
    case explicit(4):
      return { kind: 'directory', value: readName(inside(der)) }
    default:
      return { kind: 'other', tag: der.tag & 0x1f }
  }
}

export function readGeneralNames(bytes: Uint8Array): readonly GeneralName[] {
  return partsOf(expect(readDer(bytes), TAG.sequence)).map(readGeneralName)
}
