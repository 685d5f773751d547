import { hmac } from '../kernel/digest.ts'
import type { Sealer } from '../sealing/seal.ts'

/** The domain that a mail goes to, as its row names it: the same for the same domain, and telling nobody which. */
export function domainKey(sealer: Pick<Sealer, 'lookupKey'>, domain: string): Buffer {
  return hmac(sealer.lookupKey('mail domain'), domain.toLowerCase())
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
