import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Certificate, Signed } from './reading/certificate.ts'
import { type KeyStrength, SIGNATURES } from './rules/strong-enough.ts'

/**
 * Whether `by` signed it. The algorithm is the one the bytes name, and only of those in the table; a key of another kind
 * than the algorithm's has signed nothing.
 */
export function isSignedBy(signed: Signed, publicKey: Uint8Array): boolean {
  const algorithm = SIGNATURES[signed.signatureAlgorithm]
  const key = keyOf(publicKey)
  if (algorithm === undefined || key?.asymmetricKeyType !== algorithm.keyType) return false
  try {
    return verify(algorithm.hash, signed.signedBytes, key, signed.signature)
  } catch {
    return false
  }
}

/** What the rules ask of a key. Undefined where OpenSSL can't read it. */
export function strengthOf({ publicKey }: Pick<Certificate, 'publicKey'>): KeyStrength | undefined {
  const key = keyOf(publicKey)
  if (key?.asymmetricKeyType === undefined) return undefined
  const { modulusLength, publicExponent, namedCurve } = key.asymmetricKeyDetails ?? {}
  return { type: key.asymmetricKeyType, bits: modulusLength, exponent: publicExponent, curve: namedCurve }
}

function keyOf(publicKey: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}
