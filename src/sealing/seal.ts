import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
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
  /** A key for HMACs of this purpose: stable for as long as the current key is. */
  macKey(purpose: string): Buffer
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
    macKey: (purpose) => derive(keys.current, `mac ${purpose}`),
  }
}

/** Each part prefixed by its length: ['ab','c'] and ['a','bc'] are different contexts. */
function contextBytes(context: readonly string[]): Buffer {
  return Buffer.from(context.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''))
}
