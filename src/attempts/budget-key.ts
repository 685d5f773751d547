import { hmac } from '../kernel/digest.ts'
import type { BudgetKey } from '../kernel/ids.ts'
import type { Sealer } from '../sealing/seal.ts'

/**
 * HMAC of what was typed as User ID, folded (trimmed, upper-cased ASCII). Something that can't be a User ID has a key too, so that it
 * costs the same and counts the same; folding by NFKC first gives all look-alikes of one ID one counter (attack 10).
 */
export function budgetKeyOf(sealer: Sealer, typed: string): BudgetKey {
  const folded = typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase().slice(0, 64)
  return hmac(sealer.lookupKey('budget'), folded).toString('hex') as BudgetKey
}

export function budgetKeyBytes(key: BudgetKey): Buffer {
  return Buffer.from(key, 'hex')
}
