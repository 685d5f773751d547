import { createHmac, hash, timingSafeEqual } from 'node:crypto'

/** SHA-256 of text or bytes, 32 bytes. */
export function sha256(of: string | Uint8Array): Buffer {
  return hash('sha256', of, 'buffer')
}

/** The same as text: what a map is keyed by. */
export function sha256Base64(of: string): string {
  return hash('sha256', of, 'base64')
}

/** HMAC-SHA-256 (RFC 2104), 32 bytes. Parts are length-prefixed, so that ('ab','c') and ('a','bc') differ. */
export function hmac(key: Uint8Array, ...parts: readonly string[]): Buffer {
  const message = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')
  return createHmac('sha256', key).update(message).digest()
}

export function sameDigest(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
