import { type Der, expect, explicit, fieldsOf, implicit, NotDer, partsOf, readDer, TAG } from './der.ts'
import { type GeneralName, readGeneralName, readGeneralNames } from './names.ts'
import { readBits, readBoolean, readCount, readOid } from './values.ts'

export interface Extensions {
  readonly basicConstraints?: BasicConstraints
  readonly keyUsage?: ReadonlySet<KeyUsage>
  readonly extendedKeyUsage?: readonly string[]
  readonly policies?: readonly string[]
  readonly policyMappings?: readonly (readonly [issuers: string, subjects: string])[]
  readonly policyConstraints?: PolicyConstraints
  readonly inhibitAnyPolicy?: number
  readonly nameConstraints?: NameConstraints
  readonly alternativeNames?: readonly GeneralName[]
  /** Every extension that stands there, by OID. */
  readonly present: ReadonlySet<string>
  /** Those marked critical. */
  readonly critical: ReadonlySet<string>
}

export interface BasicConstraints {
  readonly authority: boolean
  /** How many authorities may stand between this one and the card. */
  readonly pathLength: number | undefined
}

/** After how many more certificates each comes into force. */
export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | undefined
  readonly inhibitPolicyMapping: number | undefined
}

export interface NameConstraints {
  readonly permitted: readonly GeneralName[]
  readonly excluded: readonly GeneralName[]
}

/** In the order of their bits: RFC 5280 §4.2.1.3. */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof KEY_USAGES)[number]

type Known = Omit<Extensions, 'present' | 'critical'>

/** What is read. Whatever else is critical, `rules/check-certificate.ts` refuses. */
const READ: Readonly<Record<string, (value: Uint8Array) => Known>> = {
  '2.5.29.15': (value) => ({ keyUsage: readKeyUsage(value) }),
  '2.5.29.17': (value) => ({ alternativeNames: readGeneralNames(value) }),
  '2.5.29.19': (value) => ({ basicConstraints: readBasicConstraints(value) }),
  '2.5.29.30': (value) => ({ nameConstraints: readNameConstraints(value) }),
  '2.5.29.32': (value) => ({ policies: readPolicies(value) }),
  '2.5.29.33': (value) => ({ policyMappings: partsOf(readSequence(value)).map(readMapping) }),
  '2.5.29.36': (value) => ({ policyConstraints: readPolicyConstraints(value) }),
  '2.5.29.37': (value) => ({ extendedKeyUsage: partsOf(readSequence(value)).map((oid) => readOid(oid)) }),
  '2.5.29.54': (value) => ({ inhibitAnyPolicy: readCount(readDer(value)) }),
}

/** RFC 5280 §4.2: `Extensions`. The same one twice is malformed. */
export function readExtensions(der: Der | undefined): Extensions {
  let known: Known = {}
  const [present, critical] = [new Set<string>(), new Set<string>()]
  for (const extension of der === undefined ? [] : readEach(der)) {
    if (present.has(extension.id)) throw new NotDer('an extension twice')
    present.add(extension.id)
    if (extension.critical) critical.add(extension.id)
    known = { ...known, ...READ[extension.id]?.(extension.value) }
  }
  return { ...known, present, critical }
}

export interface Extension {
  readonly id: string
  readonly critical: boolean
  readonly value: Uint8Array
}

export function readEach(der: Der): readonly Extension[] {
  return partsOf(expect(der, TAG.sequence)).map((part) => {
    const fields = fieldsOf(part)
    const id = readOid(fields.take(TAG.oid))
    const flag = fields.maybe(TAG.boolean)
    const { value } = fields.take(TAG.octetString)
    fields.end()
    return { id, critical: flag !== undefined && readBoolean(flag), value }
  })
}

function readSequence(bytes: Uint8Array): Der {
  return expect(readDer(bytes), TAG.sequence)
}

function readKeyUsage(bytes: Uint8Array): ReadonlySet<KeyUsage> {
  const { bytes: bits } = readBits(readDer(bytes))
  return new Set(KEY_USAGES.filter((_, at) => ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0))
}

function readBasicConstraints(bytes: Uint8Array): BasicConstraints {
  const fields = fieldsOf(readDer(bytes))
  const authority = fields.maybe(TAG.boolean)
  const pathLength = fields.maybe(TAG.integer)
  fields.end()
  return {
    authority: authority !== undefined && readBoolean(authority),
    pathLength: pathLength === undefined ? undefined : readCount(pathLength),
  }
}

/** The policies' qualifiers are for people to read and are left out. */
function readPolicies(bytes: Uint8Array): readonly string[] {
  return partsOf(readSequence(bytes)).map((policy) => readOid(fieldsOf(policy).take(TAG.oid)))
}

function readMapping(der: Der): readonly [string, string] {
  const fields = fieldsOf(der)
  const pair = [readOid(fields.take(TAG.oid)), readOid(fields.take(TAG.oid))] as const
  fields.end()
  return pair
}

function readPolicyConstraints(bytes: Uint8Array): PolicyConstraints {
  const fields = fieldsOf(readDer(bytes))
  const required = fields.maybe(implicit(0))
  const inhibited = fields.maybe(implicit(1))
  fields.end()
  return {
    requireExplicitPolicy: required && readCount(required, implicit(0)),
    inhibitPolicyMapping: inhibited && readCount(inhibited, implicit(1)),
  }
}

function readNameConstraints(bytes: Uint8Array): NameConstraints {
  const fields = fieldsOf(readDer(bytes))
  const permitted = fields.maybe(explicit(0))
  const excluded = fields.maybe(explicit(1))
  fields.end()
  return { permitted: readSubtrees(permitted), excluded: readSubtrees(excluded) }
}

/** RFC 5280 §4.2.1.10: a subtree is its base alone; one with `minimum` or `maximum` is read as a kind not understood. */
function readSubtrees(der: Der | undefined): readonly GeneralName[] {
  return (der === undefined ? [] : partsOf(der)).map((subtree) => {
    const fields = fieldsOf(subtree)
    const base = readGeneralName(fields.next())
    return fields.rest().length === 0 ? base : { kind: 'other', tag: -1 }
  })
}
