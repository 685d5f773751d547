import type { Instant } from '../../kernel/instant.ts'
import type { Result } from '../../kernel/result.ts'
import { type Der, explicit, fieldsOf, implicit, inside, NotDer, readDer, TAG } from './der.ts'
import { type Extensions, readExtensions } from './extensions.ts'
import { type Name, readName } from './names.ts'
import { readInteger, readOctetsOfBits, readOid, readTime, readWith } from './values.ts'

/** Something signed: a certificate, a revocation list, an OCSP answer. */
export interface Signed {
  /** What the signature is over. */
  readonly signedBytes: Uint8Array
  /** The algorithm's OID, and its parameters as they stand. */
  readonly signatureAlgorithm: string
  readonly signature: Uint8Array
}

export interface Certificate extends Signed {
  readonly der: Uint8Array
  /** Hexadecimal, as DER writes it. */
  readonly serial: string
  readonly issuer: Name
  readonly subject: Name
  readonly notBefore: Instant
  readonly notAfter: Instant
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly extensions: Extensions
}

/** RFC 5280 §4.1, version 3 and, of old roots, version 1. */
export function readCertificate(der: Uint8Array): Result<Certificate, 'malformed'> {
  return readWith(() => readSigned(readDer(der), readToBeSigned))
}

/** Certificates handed to us as PEM, any number in one text. */
export function readPemCertificates(pem: string): Result<readonly Certificate[], 'malformed'> {
  return readWith(() => derOfPem(pem, 'CERTIFICATE').map((der) => readSigned(readDer(der), readToBeSigned)))
}

/** The DER in each block of `label`; other blocks are passed over. */
export function derOfPem(pem: string, label: string): readonly Uint8Array[] {
  const blocks = pem.matchAll(new RegExp(`-----BEGIN ${label}-----([\\s\\w+/=]*)-----END ${label}-----`, 'g'))
  return [...blocks].map(([, body]) => Buffer.from(body ?? '', 'base64'))
}

/**
 * `SEQUENCE { toBeSigned, algorithm, signature }`, the frame of certificate and list. The algorithm stands inside, under
 * the signature, and outside: both must be the same bytes (RFC 5280 §4.1.1.2, §5.1.1.2).
 */
export function readSigned<T extends { readonly innerAlgorithm: Uint8Array }>(
  der: Der,
  readInner: (inner: Der) => T,
): Omit<T, 'innerAlgorithm'> & Signed & { readonly der: Uint8Array } {
  const fields = fieldsOf(der)
  const inner = fields.take(TAG.sequence)
  const algorithm = fields.take(TAG.sequence)
  const signature = readOctetsOfBits(fields.take(TAG.bitString))
  fields.end()
  const { innerAlgorithm, ...read } = readInner(inner)
  if (!Buffer.from(innerAlgorithm).equals(algorithm.whole)) throw new NotDer('two signature algorithms')
  return {
    ...read,
    der: der.whole,
    signedBytes: inner.whole,
    signatureAlgorithm: readOid(fieldsOf(algorithm).take(TAG.oid)),
    signature,
  }
}

function readToBeSigned(der: Der) {
  const fields = fieldsOf(der)
  const version = fields.maybe(explicit(0))
  const serial = readInteger(fields.take(TAG.integer))
  const innerAlgorithm = fields.take(TAG.sequence).whole
  const issuer = readName(fields.take(TAG.sequence))
  const validity = fieldsOf(fields.take(TAG.sequence))
  const [notBefore, notAfter] = [readTime(validity.next()), readTime(validity.next())]
  validity.end()
  const subject = readName(fields.take(TAG.sequence))
  const publicKey = fields.take(TAG.sequence).whole
  fields.maybe(implicit(1))
  fields.maybe(implicit(2))
  const extensions = fields.maybe(explicit(3))
  fields.end()
  if (extensions !== undefined && (version === undefined || readInteger(inside(version)) !== '02')) {
    throw new NotDer('extensions before version 3')
  }
  return {
    innerAlgorithm,
    serial,
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    extensions: readExtensions(extensions === undefined ? undefined : inside(extensions)),
  }
}
