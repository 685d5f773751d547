import { createHmac, KeyObject } from 'node:crypto'
import { sha256 } from '../../kernel/digest.ts'
import type { SampleCard } from './open-card-office.ts'
import { explicit, nothing, octets, oid, sequence, set, smallInteger } from './write-der.ts'

const DATA = '1.2.840.113549.1.7.1'
const KEY_BAG = '1.2.840.113549.1.12.10.1.2'
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3'
const X509 = '1.2.840.113549.1.9.22.1'
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21'
const SHA_256 = '2.16.840.1.101.3.4.2.1'

/**
 * PKCS #12 (RFC 7292): key and certificates of one card, as browsers and `openssl pkcs12` take them. Put together here:
 * by way of a library that knows all of ASN.1, the demo's fifty cards were a fifth of what its start cost.
 */
export function writeP12(card: SampleCard, pin: string): Uint8Array {
  const safe = sequence(contentOf(safeOf(card, pin)))
  return sequence(smallInteger(3), contentOf(safe), macOf(safe, pin, saltOf(card)))
}

const contentOf = (data: Uint8Array) => sequence(oid(DATA), explicit(octets(data)))

function safeOf({ keys, certificate, authority }: SampleCard, pin: string): Buffer {
  const key = KeyObject.from(keys.privateKey).export({
    ...{ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: pin },
  })
  // The same mark on both says that they belong together.
  const mark = set(sequence(oid(LOCAL_KEY_ID), set(octets(Uint8Array.of(1)))))
  return sequence(
    sequence(oid(KEY_BAG), explicit(key), mark),
    sequence(oid(CERTIFICATE_BAG), explicit(certificateBag(certificate)), mark),
    sequence(oid(CERTIFICATE_BAG), explicit(certificateBag(authority.certificate))),
  )
}

const certificateBag = (certificate: Uint8Array) => sequence(oid(X509), explicit(octets(certificate)))

/** Another for each card, which is all that a salt must be. */
const saltOf = ({ certificate }: SampleCard) => sha256(certificate).subarray(0, 8)

/** Turned once: who would try PINs has them easier at the door, and this one is written beside its file. */
const ITERATIONS = 1

function macOf(safe: Uint8Array, pin: string, salt: Uint8Array): Buffer {
  const mac = createHmac('sha256', macKeyOf(pin, salt)).update(safe).digest()
  const algorithm = sequence(oid(SHA_256), nothing())
  return sequence(sequence(algorithm, octets(mac)), octets(salt), smallInteger(ITERATIONS))
}

/** What the octets derived are for: 3 is integrity (RFC 7292 B.3). */
const FOR_MAC = 3
const BLOCK = 64

/** RFC 7292 B.2 of SHA-256, for as many octets as one digest has: of `D || S || P`, each filled up to whole blocks. */
function macKeyOf(pin: string, salt: Uint8Array): Buffer {
  const password = Buffer.from(`${pin}\0`, 'utf16le').swap16()
  return sha256(Buffer.concat([Buffer.alloc(BLOCK, FOR_MAC), filled(salt), filled(password)]))
}

const filled = (part: Buffer | Uint8Array) => Buffer.alloc(Math.ceil(part.length / BLOCK) * BLOCK, part)
