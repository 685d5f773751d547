import type { Instant } from '../../kernel/instant.ts'
import { type Result, refused } from '../../kernel/result.ts'
import { type Certificate, readCertificate, type Signed } from './certificate.ts'
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
import { readEach } from './extensions.ts'
import { readOctetsOfBits, readOid, readTime, readWith } from './values.ts'

export interface OcspAnswer extends Signed {
  readonly producedAt: Instant
  readonly single: readonly SingleAnswer[]
  readonly nonce: Uint8Array | undefined
  /** A critical extension stands there that nobody here reads. */
  readonly notUnderstood: boolean
  /** Those that can be read; the signer's is looked for among them. */
  readonly certificates: readonly Certificate[]
}

export interface SingleAnswer {
  /** The certificate it is about, as the request named it: DER. */
  readonly id: Uint8Array
  readonly says: 'good' | 'revoked' | 'unknown'
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | undefined
}

const BASIC = '1.3.6.1.5.5.7.48.1.1'
const NONCE = '1.3.6.1.5.5.7.48.1.2'
const SAYS: Readonly<Record<number, SingleAnswer['says']>> = {
  [implicit(0)]: 'good',
  [explicit(1)]: 'revoked',
  [implicit(2)]: 'unknown',
}

/** RFC 6960 §4.2.1. A responder that is busy, or knows nothing of us, sends no answer at all: `no-answer`. */
export function readOcspAnswer(bytes: Uint8Array): Result<OcspAnswer, 'malformed' | 'no-answer'> {
  const read = readWith(() => readOuter(readDer(bytes)))
  if (!read.ok) return read
  return read.value === undefined ? refused('no-answer') : { ok: true, value: read.value }
}

function readOuter(der: Der): OcspAnswer | undefined {
  const fields = fieldsOf(der)
  const status = fields.take(TAG.enumerated).value
  const block = fields.maybe(explicit(0))
  fields.end()
  if (status.length !== 1) throw new NotDer('no status')
  if (status[0] !== 0 || block === undefined) return undefined
  const response = fieldsOf(inside(block))
  if (readOid(response.take(TAG.oid)) !== BASIC) throw new NotDer('a kind of answer unknown')
  return readBasic(readDer(response.take(TAG.octetString).value))
}

function readBasic(der: Der): OcspAnswer {
  const fields = fieldsOf(der)
  const data = fields.take(TAG.sequence)
  const algorithm = fields.take(TAG.sequence)
  const signature = readOctetsOfBits(fields.take(TAG.bitString))
  const certificates = fields.maybe(explicit(0))
  fields.end()
  return {
    ...readData(data),
    signedBytes: data.whole,
    signatureAlgorithm: readOid(fieldsOf(algorithm).take(TAG.oid)),
    signature,
    certificates: (certificates === undefined ? [] : partsOf(inside(certificates))).flatMap(({ whole }) => {
      const read = readCertificate(whole)
      return read.ok ? [read.value] : []
    }),
  }
}

function readData(der: Der) {
  const fields = fieldsOf(der)
  fields.maybe(explicit(0))
  // The responder's name or key: who signed, the signature says.
  fields.next()
  const producedAt = readTime(fields.take(TAG.generalizedTime))
  const answers = partsOf(fields.take(TAG.sequence)).map(readSingle)
  const block = fields.maybe(explicit(1))
  fields.end()
  const extensions = block === undefined ? [] : readEach(inside(block))
  const nonce = extensions.find(({ id }) => id === NONCE)
  const critical = extensions.some((extension) => extension.critical && extension.id !== NONCE)
  return {
    producedAt,
    single: answers.map(({ answer }) => answer),
    nonce: nonce && expect(readDer(nonce.value), TAG.octetString).value,
    notUnderstood: critical || answers.some(({ notUnderstood }) => notUnderstood),
  }
}

function readSingle(der: Der): { answer: SingleAnswer; notUnderstood: boolean } {
  const fields = fieldsOf(der)
  const id = fields.take(TAG.sequence).whole
  const says = SAYS[fields.next().tag]
  const thisUpdate = readTime(fields.take(TAG.generalizedTime))
  const nextUpdate = fields.maybe(explicit(0))
  const block = fields.maybe(explicit(1))
  fields.end()
  if (says === undefined) throw new NotDer('a status unknown')
  return {
    answer: { id, says, thisUpdate, nextUpdate: nextUpdate && readTime(inside(nextUpdate)) },
    notUnderstood: block !== undefined && readEach(inside(block)).some(({ critical }) => critical),
  }
}
