/**
 * Port: where the sealing keys come from (a file now, an HSM or a secrets store later). The current key seals; every
 * key still listed opens, so keys rotate without a pause. A new key has a higher id than those before it.
 */
export interface SealingKeys {
  readonly current: SealingKey
  byId(id: number): SealingKey | undefined
  /** The listed key of the lowest id: the same one whichever stands first, so that all nodes agree on it in a rotation. */
  readonly oldest: SealingKey
}

export interface SealingKey {
  /** 1 … 255, written into every sealed value. */
  readonly id: number
  /** 32 bytes; AES-256 and HMAC keys are derived from it, it is never used itself. */
  readonly secret: Uint8Array
}

/** Keys held in memory, current one first. */
export function sealingKeys(keys: readonly [SealingKey, ...SealingKey[]]): SealingKeys {
  const byId = new Map(keys.map((key) => [key.id, key]))
  const oldest = keys.reduce((a, b) => (b.id < a.id ? b : a))
  return { current: keys[0], byId: (id) => byId.get(id), oldest }
}
