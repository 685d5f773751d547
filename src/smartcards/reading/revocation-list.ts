import type { Instant } from '../../kernel/instant.ts'
import type { Result } from '../../kernel/result.ts'
import { derOfPem, readSigned, type Signed } from './certificate.ts'
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
import { type Extension, readEach } from './extensions.ts'
import { type Name, readName } from './names.ts'
import { readBoolean, readInteger, readTime, readWith } from './values.ts'

/** Whose certificates a list speaks of. `part`: of fewer than it seems, by rules we don't follow; it is never used. */
export type Scope = 'all' | 'cards' | 'authorities' | 'part'

export interface RevocationList extends Signed {
  readonly der: Uint8Array
  readonly issuer: Name
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | undefined
  /** The CRL number: a later list has a higher one (RFC 5280 §5.2.3). */
  readonly number: bigint | undefined
  readonly scope: Scope
  /** Serials, hexadecimal. When and why is not read: on the list is out. */
  readonly revoked: ReadonlySet<string>
}

/** RFC 5280 §5.1, as DER or as the first CRL block of a PEM file. */
export function readRevocationList(bytes: Uint8Array): Result<RevocationList, 'malformed'> {
  return readWith(() => readSigned(readDer(derOf(bytes)), readToBeSigned))
}

function derOf(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === TAG.sequence) return bytes
  const [first, ...others] = derOfPem(Buffer.from(bytes).toString('latin1'), 'X509 CRL')
  // Of several lists in one file all but one would be lost without a word.
  if (first === undefined || others.length > 0) throw new NotDer('not one list')
  return first
}

function readToBeSigned(der: Der) {
  const fields = fieldsOf(der)
  const version = fields.maybe(TAG.integer)
  const innerAlgorithm = fields.take(TAG.sequence).whole
  const issuer = readName(fields.take(TAG.sequence))
  const thisUpdate = readTime(fields.next())
  const nextUpdate = fields.maybe(TAG.utcTime) ?? fields.maybe(TAG.generalizedTime)
  const entries = fields.maybe(TAG.sequence)
  const block = fields.maybe(explicit(0))
  fields.end()
  if (version !== undefined && readInteger(version) !== '01') throw new NotDer('a version unknown')
  const extensions = block === undefined ? [] : readEach(inside(block))
  const { revoked, understood } = readEntries(entries)
  return {
    innerAlgorithm,
    issuer,
    thisUpdate,
    nextUpdate: nextUpdate === undefined ? undefined : readTime(nextUpdate),
    number: numberOf(extensions),
    scope: understood ? scopeOf(extensions) : 'part',
    revoked,
  }
}

/** Reason and date of an entry may be critical or not; anything else critical changes whom the entry means. */
const ENTRY_EXTENSIONS = new Set(['2.5.29.21', '2.5.29.24'])

function readEntries(der: Der | undefined): { revoked: ReadonlySet<string>; understood: boolean } {
  const revoked = new Set<string>()
  let understood = true
  for (const entry of der === undefined ? [] : partsOf(der)) {
    // By position and not by `fieldsOf`: of 100,000 entries that is half the time.
    const [serial, date, block, ...more] = partsOf(expect(entry, TAG.sequence))
    if (serial === undefined || date === undefined || more.length > 0) throw new NotDer('no entry of a list')
    revoked.add(readInteger(serial))
    for (const { id, critical } of block === undefined ? [] : readEach(block)) {
      if (critical && !ENTRY_EXTENSIONS.has(id)) understood = false
    }
  }
  return { revoked, understood }
}

const NUMBER = '2.5.29.20'
const DELTA = '2.5.29.27'
const FRESHEST = '2.5.29.46'
const ISSUING_POINT = '2.5.29.28'
const AUTHORITY_KEY = '2.5.29.35'
const KNOWN = new Set([NUMBER, ISSUING_POINT, AUTHORITY_KEY])

/**
 * A delta list (§5.2.4), a list whose authority tells of later revocations in delta lists (§5.2.6), and one with anything
 * critical that is not known here: each speaks of a part.
 */
function scopeOf(extensions: readonly Extension[]): Scope {
  const part = extensions.some(
    ({ id, critical }) => id === DELTA || id === FRESHEST || (critical && !KNOWN.has(id)),
  )
  if (part) return 'part'
  const point = extensions.find(({ id }) => id === ISSUING_POINT)
  return point === undefined ? 'all' : pointScope(point.value)
}

/** RFC 5280 §5.2.5. A distribution point of its own, some reasons only, or other issuers' certificates: a part. */
function pointScope(bytes: Uint8Array): Scope {
  const flags = partsOf(expect(readDer(bytes), TAG.sequence)).map(({ tag, value }) => ({
    tag,
    set:
      tag === implicit(1) || tag === implicit(2)
        ? readBoolean({ tag: TAG.boolean, value, whole: value })
        : true,
  }))
  const [only, ...others] = flags.filter(({ set }) => set)
  if (only === undefined) return 'all'
  if (others.length > 0) return 'part'
  return only.tag === implicit(1) ? 'cards' : only.tag === implicit(2) ? 'authorities' : 'part'
}

function numberOf(extensions: readonly Extension[]): bigint | undefined {
  const extension = extensions.find(({ id }) => id === NUMBER)
  return extension === undefined ? undefined : BigInt(`0x${readInteger(readDer(extension.value))}`)
}
