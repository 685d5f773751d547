import { hmac, sameDigest } from '../kernel/digest.ts'
import type { SiteId } from '../kernel/ids.ts'

/** Each site has its own; the witness has both. */
export type WitnessKey = Uint8Array

/** In the headers of an ask and of its answer, beside the body that it is about. */
export const SIGNATURE = { site: 'x-sallyport-site', nonce: 'x-sallyport-nonce', mac: 'x-sallyport-mac' }

export interface Message {
  readonly what: 'ask' | 'answer'
  readonly site: SiteId
  /** Drawn for this ask: an answer to another one is none to this. */
  readonly nonce: string
  readonly body: string
}

export function signMessage(key: WitnessKey, { what, site, nonce, body }: Message): string {
  return hmac(key, what, site, nonce, body).toString('hex')
}

export function isSigned(key: WitnessKey, message: Message, mac: string | null): boolean {
  return mac !== null && sameDigest(Buffer.from(signMessage(key, message)), Buffer.from(mac))
}

/** 64 hex digits, in a file that nobody else reads. */
export function parseWitnessKey(text: string): WitnessKey | undefined {
  return /^[0-9a-f]{64}\s*$/.test(text) ? Buffer.from(text.trim(), 'hex') : undefined
}
