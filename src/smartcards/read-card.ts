import { sha256 } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { strengthOf } from './check-signature.ts'
import { type Certificate, readCertificate } from './reading/certificate.ts'
import { isStrongKey } from './rules/strong-enough.ts'

export interface CardIdentity {
  /** SHA-256 of the issuer's name as DER, hexadecimal. */
  readonly issuer: string
  readonly serial: string
  /** SHA-256 of the public key as SubjectPublicKeyInfo, hexadecimal. */
  readonly key: string
}

/** What the certificate of a card says of it. */
export interface CardOnPaper extends CardIdentity {
  readonly subject: string
  readonly issuerName: string
  readonly notAfter: Instant
}

/**
 * A certificate that was brought as a file, for a card that is nowhere near. It says which card would be meant, and proves
 * nothing: whether it may be believed is asked when the card itself is there (verify-card.ts).
 */
export function readCard(der: Uint8Array): Result<CardOnPaper, 'not-a-card' | 'weak-key'> {
  const read = readCertificate(der)
  if (!read.ok || read.value.extensions.basicConstraints?.authority) return refused('not-a-card')
  if (!isStrongKey(strengthOf(read.value))) return refused('weak-key')
  return done({ ...whoIs(read.value), notAfter: read.value.notAfter })
}

/** RFC 5280 §4.1.2.2 makes issuer and serial unique; the key is kept beside them, so that a look-alike fails twice. */
export function whoIs({ issuer, subject, serial, publicKey }: Certificate): Omit<CardOnPaper, 'notAfter'> {
  return {
    issuer: sha256(issuer.der).toString('hex'),
    serial,
    key: sha256(publicKey).toString('hex'),
    subject: subject.text,
    issuerName: issuer.text,
  }
}
