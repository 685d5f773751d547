import { X509Certificate } from 'node:crypto'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { z } from 'zod'
import { done, type Result, refused } from '../kernel/result.ts'
import { type Address, readAddress, text } from '../setting-values.ts'
import type { Proxies } from '../web/proxies.ts'

/** What a listener for proxies needs to be told; nothing where browsers reach the site by themselves. */
export interface ProxyListening extends Proxies {
  readonly listen: Address
}

export const proxyListeningSettings = {
  SALLYPORT_PROXY_LISTEN: z.string().transform(readAddress).optional(),
  SALLYPORT_PROXY_ADDRESSES: z.string().transform(readAddresses).optional(),
  SALLYPORT_PROXY_CERT_FILE: text('the certificates that proxies show (PEM)')
    .transform(readCertificates)
    .optional(),
}

const NEEDED = ['SALLYPORT_PROXY_LISTEN', 'SALLYPORT_PROXY_ADDRESSES', 'SALLYPORT_PROXY_CERT_FILE'] as const

/** All of it or nothing. */
export function proxyListeningOf(
  set: z.infer<z.ZodObject<typeof proxyListeningSettings>>,
): Result<ProxyListening | undefined, readonly string[]> {
  const { SALLYPORT_PROXY_LISTEN: listen, SALLYPORT_PROXY_ADDRESSES: addresses } = set
  const { SALLYPORT_PROXY_CERT_FILE: certificates } = set
  if (listen !== undefined && addresses !== undefined && certificates !== undefined)
    return done({ listen, addresses, certificates })
  const lacking = NEEDED.filter((name) => set[name] === undefined)
  if (lacking.length === NEEDED.length) return done(undefined)
  return refused(
    lacking.map((name) => `${name} is missing: a listener for proxies needs ${NEEDED.join(', ')}`),
  )
}

/** `10.0.0.5 10.0.1.0/28 fd00::/64`. */
function readAddresses(written: string, context: z.RefinementCtx): BlockList {
  const list = new BlockList()
  const each = written.trim().split(/\s+/)
  if (each.every((one) => add(list, one))) return list
  context.addIssue('must be addresses or networks of proxies, such as 10.0.0.5 10.0.1.0/28')
  return z.NEVER
}

function add(list: BlockList, written: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(written) ?? []
  if (isIP(address) === 0) return false
  const [family, most] = isIPv6(address) ? (['ipv6', 128] as const) : (['ipv4', 32] as const)
  const prefix = bits === undefined ? most : Number(bits)
  // A network of half the world is no proxy's.
  if (prefix > most || prefix < 8) return false
  list.addSubnet(address, prefix, family)
  return true
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

function readCertificates(pem: string, context: z.RefinementCtx): readonly string[] {
  const found = pem.match(CERTIFICATE) ?? []
  if (found.length > 0 && found.every(isCertificate)) return found
  context.addIssue('must hold the certificate of each proxy (PEM)')
  return z.NEVER
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}
