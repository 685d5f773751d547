import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { hmac, sameDigest } from '../kernel/digest.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { SealingKey, SealingKeys } from './keys.ts'

/**
 * AES-256-GCM (NIST SP 800-38D). Layout: key id (1 byte), nonce (12), ciphertext, tag (16).
 * The context (table, column, row id, owner …) is authenticated with it: a sealed value copied to another row, or to
 * another person, does not open (security.md, attack 70).
 */
export interface Sealer {
  seal(context: readonly string[], plain: Uint8Array): Buffer
  open(context: readonly string[], sealed: Uint8Array): Result<Buffer, 'broken-seal'>
  /** HMAC for this purpose by the current key, whose id goes before it: 33 bytes. Parts are length-prefixed. */
  mac(purpose: string, ...parts: readonly string[]): Buffer
  /** Whether this is the HMAC of these parts by any key still listed: what was made before a rotation holds after it. */
  isMac(made: Uint8Array, purpose: string, ...parts: readonly string[]): boolean
  /** A key for HMACs that rows are found by. It is the oldest listed key's: one value in one place, until that is dropped. */
  lookupKey(purpose: string): Buffer
}

const NONCE = 12
const TAG = 16

export function makeSealer(keys: SealingKeys, randomness: Randomness): Sealer {
  const derived = new Map<string, Buffer>()
  const derive = (key: SealingKey, purpose: string): Buffer => {
    const name = `${key.id}:${purpose}`
    const known = derived.get(name)
    if (known !== undefined) return known
    const made = Buffer.from(hkdfSync('sha256', key.secret, '', `sallyport ${purpose}`, 32))
    derived.set(name, made)
    return made
  }
  const mac = (key: SealingKey, purpose: string, parts: readonly string[]): Buffer =>
    Buffer.concat([Uint8Array.of(key.id), hmac(derive(key, `mac ${purpose}`), ...parts)])
  return {
    seal: (context, plain) => {
      const nonce = randomness.bytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', derive(keys.current, 'seal'), nonce)
      cipher.setAAD(contextBytes(context))
      return Buffer.concat([
        Uint8Array.of(keys.current.id),
        nonce,
        cipher.update(plain),
        cipher.final(),
        cipher.getAuthTag(),
      ])
    },
    open: (context, sealed) => {
      const key = keys.byId(sealed[0] ?? 0)
      if (key === undefined || sealed.length < 1 + NONCE + TAG) return refused('broken-seal')
      const decipher = createDecipheriv('aes-256-gcm', derive(key, 'seal'), sealed.subarray(1, 1 + NONCE), {
        authTagLength: TAG,
      })
      decipher.setAAD(contextBytes(context))
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
      try {
        return done(
          Buffer.concat([decipher.update(sealed.subarray(1 + NONCE, sealed.length - TAG)), decipher.final()]),
        )
      } catch {
        return refused('broken-seal')
      }
    },
    mac: (purpose, ...parts) => mac(keys.current, purpose, parts),
    isMac: (made, purpose, ...parts) => {
      const key = keys.byId(made[0] ?? 0)
      return key !== undefined && sameDigest(made, mac(key, purpose, parts))
    },
    lookupKey: (purpose) => derive(keys.oldest, `lookup ${purpose}`),
  }
}

/** Each part prefixed by its length: ['ab','c'] and ['a','bc'] are different contexts. */
function contextBytes(context: readonly string[]): Buffer {
  return Buffer.from(context.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''))
}
