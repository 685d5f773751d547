// The library below resolves its parts by decorators' metadata; it throws at import without this.
import 'reflect-metadata'
import { KeyObject, sign, type webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { sha256 } from '../../kernel/digest.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Randomness } from '../../kernel/randomness.ts'
import { bits, explicit, implicit, octets, oid, sequence, smallInteger, time, unsigned } from './write-der.ts'

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

/** RFC 5280 §4.1, written out as it stands there: a library for all of ASN.1 reads each of fifty back to check itself. */
export async function signCertificate(wanted: {
  readonly subject: string
  readonly publicKey: webcrypto.CryptoKey
  readonly serial: string
  readonly validity: Validity
  readonly signer: Signer
  readonly algorithm?: SigningAlgorithm
  readonly extensions: readonly x509.Extension[]
}): Promise<Uint8Array> {
  const { subject, signer, validity, algorithm = ALGORITHM.p256 } = wanted
  const hash = algorithm.hash === 'SHA-1' ? 'sha1' : 'sha256'
  const signedWith = sequence(oid(ECDSA_WITH[hash]))
  const signed = sequence(
    explicit(smallInteger(VERSION_3)),
    unsigned(Buffer.from(wanted.serial, 'hex')),
    signedWith,
    nameOf(signer.name),
    sequence(time(validity.from), time(validity.until)),
    nameOf(subject),
    publicKeyOf(wanted.publicKey),
    explicit(sequence(...wanted.extensions.map(({ rawData }) => Buffer.from(rawData)), ...keyIds(wanted)), 3),
  )
  const signature = sign(hash, signed, KeyObject.from(signer.keys.privateKey))
  return sequence(signed, signedWith, bits(signature))
}

const VERSION_3 = 2
const ECDSA_WITH = { sha256: '1.2.840.10045.4.3.2', sha1: '1.2.840.10045.4.1' }
const SUBJECT_KEY = '2.5.29.14'
const AUTHORITY_KEY = '2.5.29.35'

const nameOf = (name: string) => Buffer.from(new x509.Name(name).toArrayBuffer())
const publicKeyOf = (key: webcrypto.CryptoKey) => KeyObject.from(key).export({ type: 'spki', format: 'der' })

/** Which key it certifies, and which signed it, by a hash of each: RFC 5280 §4.2.1.1, §4.2.1.2; RFC 7093 §2. */
function keyIds({
  publicKey,
  signer,
}: {
  readonly publicKey: webcrypto.CryptoKey
  readonly signer: Signer
}): readonly Buffer[] {
  const idOf = (key: webcrypto.CryptoKey) => sha256(publicKeyOf(key)).subarray(0, 20)
  return [
    sequence(oid(SUBJECT_KEY), octets(octets(idOf(publicKey)))),
    sequence(oid(AUTHORITY_KEY), octets(sequence(implicit(idOf(signer.keys.publicKey))))),
  ]
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
