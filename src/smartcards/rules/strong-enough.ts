/** The signatures taken. SHA-1, MD5, DSA and whatever is not here are refused (NIST SP 800-131A r2 §3, §9). */
export const SIGNATURES: Readonly<
  Record<string, { readonly hash: string | null; readonly keyType: string }>
> = {
  '1.2.840.113549.1.1.11': { hash: 'sha256', keyType: 'rsa' },
  '1.2.840.113549.1.1.12': { hash: 'sha384', keyType: 'rsa' },
  '1.2.840.113549.1.1.13': { hash: 'sha512', keyType: 'rsa' },
  '1.2.840.10045.4.3.2': { hash: 'sha256', keyType: 'ec' },
  '1.2.840.10045.4.3.3': { hash: 'sha384', keyType: 'ec' },
  '1.2.840.10045.4.3.4': { hash: 'sha512', keyType: 'ec' },
  '1.3.101.112': { hash: null, keyType: 'ed25519' },
}

export interface KeyStrength {
  readonly type: string
  readonly bits: number | undefined
  readonly exponent: bigint | undefined
  readonly curve: string | undefined
}

const CURVES: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1'])
/** 112 bits of strength and more: NIST SP 800-57 part 1 r5, table 2. */
const LEAST_RSA_BITS = 2048
const LEAST_EXPONENT = 65_537n

export function isStrongKey(key: KeyStrength | undefined): boolean {
  switch (key?.type) {
    case 'rsa':
      return (key.bits ?? 0) >= LEAST_RSA_BITS && (key.exponent ?? 0n) >= LEAST_EXPONENT
    case 'ec':
      return CURVES.has(key.curve ?? '')
    case 'ed25519':
      return true
    default:
      return false
  }
}

export function isStrongSignature(algorithm: string): boolean {
  return SIGNATURES[algorithm] !== undefined
}
