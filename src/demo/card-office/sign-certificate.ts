// The library below resolves its parts by decorators' metadata; it throws at import without this.
import 'reflect-metadata'
import type { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { Instant } from '../../kernel/instant.ts'
import type { Randomness } from '../../kernel/randomness.ts'

export type KeyPair = webcrypto.CryptoKeyPair
export type SigningAlgorithm = (typeof ALGORITHM)[keyof typeof ALGORITHM]

/** What the office signs with, and what a test of bad cards signs with. */
export const ALGORITHM = {
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  p256Sha1: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-1' },
  rsa1024: rsa(1024),
  rsa2048: rsa(2048),
} as const

function rsa(modulusLength: number) {
  const publicExponent = new Uint8Array([1, 0, 1])
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent, hash: 'SHA-256' }
}

export interface Validity {
  readonly from: Instant
  readonly until: Instant
}

/** Who signs: an authority, or in a test somebody who looks like one. */
export interface Signer {
  readonly name: string
  readonly keys: KeyPair
}

export function newKeys(algorithm: SigningAlgorithm = ALGORITHM.p256): Promise<KeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

/** RFC 5280 §4.1.2.2: positive, at most 20 octets, and not to be guessed (CA/Browser Forum 7.1: 64 bits or more). */
export function newSerial(randomness: Randomness): string {
  return `01${Buffer.from(randomness.bytes(15)).toString('hex')}`
}

export async function signCertificate(wanted: {
  readonly subject: string
  readonly publicKey: webcrypto.CryptoKey
  readonly serial: string
  readonly validity: Validity
  readonly signer: Signer
  readonly algorithm?: SigningAlgorithm
  readonly extensions: readonly x509.Extension[]
}): Promise<Uint8Array> {
  const { subject, publicKey, signer, validity } = wanted
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: wanted.serial,
    notBefore: dateOf(validity.from),
    notAfter: dateOf(validity.until),
    subject,
    issuer: signer.name,
    publicKey,
    signingKey: signer.keys.privateKey,
    signingAlgorithm: wanted.algorithm ?? ALGORITHM.p256,
    extensions: [
      ...wanted.extensions,
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(signer.keys.publicKey),
    ],
  })
  return new Uint8Array(certificate.rawData)
}

export function authorityExtensions(pathLength: number): readonly x509.Extension[] {
  const { keyCertSign, cRLSign } = x509.KeyUsageFlags
  return [
    new x509.BasicConstraintsExtension(true, pathLength, true),
    new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
  ]
}

export function cardExtensions(purposes: readonly string[] = [x509.ExtendedKeyUsage.clientAuth]) {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    ...(purposes.length === 0 ? [] : [new x509.ExtendedKeyUsageExtension([...purposes])]),
  ]
}

/** Appointed by its authority (RFC 6960 §4.2.2.2); nobody need ask whether it was revoked (§4.2.2.2.1). */
export function responderExtensions(): readonly x509.Extension[] {
  const noCheck = new x509.Extension('1.3.6.1.5.5.7.48.1.5', false, Uint8Array.from([5, 0]).buffer)
  return [...cardExtensions([x509.ExtendedKeyUsage.ocspSigning]), noCheck]
}

/** A whole list, RFC 5280 §5, with its number. */
export async function signList(wanted: {
  readonly signer: Signer
  readonly number: number
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly revoked: readonly { readonly serial: string; readonly at: Instant }[]
}): Promise<Uint8Array> {
  const { signer, thisUpdate, nextUpdate, revoked } = wanted
  const list = await x509.X509CrlGenerator.create({
    issuer: signer.name,
    thisUpdate: dateOf(thisUpdate),
    nextUpdate: dateOf(nextUpdate),
    entries: revoked.map(({ serial, at }) => ({ serialNumber: serial, revocationDate: dateOf(at) })),
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(signer.keys.publicKey),
      new x509.Extension('2.5.29.20', false, derInteger(wanted.number)),
    ],
    signingKey: signer.keys.privateKey,
    signingAlgorithm: ALGORITHM.p256,
  })
  return new Uint8Array(list.rawData)
}

function derInteger(value: number): ArrayBuffer {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  const octets = Buffer.from(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even, 'hex')
  return new Uint8Array([2, octets.length, ...octets]).buffer
}

/** X.509 counts whole seconds. */
export function dateOf(at: Instant): Date {
  return new Date(Math.floor(at.epochMilliseconds / 1000) * 1000)
}
