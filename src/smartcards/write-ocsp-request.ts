import { hash } from 'node:crypto'
import type { Certificate } from './reading/certificate.ts'
import { explicit, fieldsOf, readDer, TAG } from './reading/der.ts'
import { readOctetsOfBits } from './reading/values.ts'

const BASIC_NONCE = oid([0x2b, 6, 1, 5, 5, 7, 0x30, 1, 2])
const SHA1 = der(TAG.sequence, oid([0x2b, 0x0e, 3, 2, 0x1a]), der(TAG.null))

/**
 * What a responder is asked about, RFC 6960 §4.1.1. SHA-1 here names the authority and protects nothing; every responder
 * knows it (RFC 5019 §2.1.1), and the answer must repeat these very bytes.
 */
export function certificateId(certificate: Certificate, authority: Certificate): Uint8Array {
  return der(
    TAG.sequence,
    SHA1,
    der(TAG.octetString, hash('sha1', authority.subject.der, 'buffer')),
    der(TAG.octetString, hash('sha1', keyBits(authority), 'buffer')),
    der(TAG.integer, Buffer.from(certificate.serial, 'hex')),
  )
}

/** One certificate, and a nonce (RFC 9654) that only a fresh answer can carry. */
export function writeOcspRequest(id: Uint8Array, nonce: Uint8Array): Uint8Array {
  const extension = der(TAG.sequence, BASIC_NONCE, der(TAG.octetString, der(TAG.octetString, nonce)))
  return der(
    TAG.sequence,
    der(
      TAG.sequence,
      der(TAG.sequence, der(TAG.sequence, id)),
      der(explicit(2), der(TAG.sequence, extension)),
    ),
  )
}

function keyBits({ publicKey }: Certificate): Uint8Array {
  const fields = fieldsOf(readDer(publicKey))
  fields.take(TAG.sequence)
  return readOctetsOfBits(fields.take(TAG.bitString))
}

function oid(octets: readonly number[]): Uint8Array {
  return der(TAG.oid, Uint8Array.from(octets))
}

function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(contents)
  const { length } = body
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Uint8Array.from([tag, ...head]), body])
}
