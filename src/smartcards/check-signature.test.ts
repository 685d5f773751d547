import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSignedBy } from './check-signature.ts'

const BYTES = Buffer.from('what is signed')
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = publicKey.export({ type: 'spki', format: 'der' })
const signedWith = (signatureAlgorithm: string, hash: string) => ({
  signedBytes: BYTES,
  signatureAlgorithm,
  signature: sign(hash, BYTES, privateKey),
})

describe('a signature', () => {
  it('counts under the algorithm it names, by a key of that kind, over a hash that is taken', () => {
    expect(isSignedBy(signedWith('1.2.840.10045.4.3.2', 'sha256'), spki)).toBe(true)
    expect(isSignedBy(signedWith('1.2.840.10045.4.3.3', 'sha256'), spki)).toBe(false)
    // Names RSA with SHA-256; the key and the signature are of a curve.
    expect(isSignedBy(signedWith('1.2.840.113549.1.1.11', 'sha256'), spki)).toBe(false)
    expect(isSignedBy(signedWith('1.2.840.10045.4.1', 'sha1'), spki)).toBe(false)
    expect(isSignedBy(signedWith('1.2.840.10045.4.3.2', 'sha256'), Buffer.from('no key'))).toBe(false)
  })
})
