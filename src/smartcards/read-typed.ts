import { derOfPem } from './reading/certificate.ts'

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * The one certificate in what was pasted, PEM or its bare base64, as base64 of DER; undefined where there is none or more
 * than one, and where a private key lies beside it: that belongs in the card alone, and is kept nowhere here.
 */
export function typedCertificate(typed: string): string | undefined {
  if (typed.includes('PRIVATE KEY')) return undefined
  const [one, ...more] = derOfPem(typed, 'CERTIFICATE')
  if (one !== undefined) return more.length > 0 ? undefined : Buffer.from(one).toString('base64')
  const bare = typed.replaceAll(/\s/g, '')
  return BASE64.test(bare) && bare.length % 4 === 0 ? bare : undefined
}
