import { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Server, ServerOptions } from 'node:https'
import { type BlockList, isIP, isIPv6, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'

/** The proxies that stand before us (adr/0043). One is believed where both hold: where it calls from, and its key. */
export interface Proxies {
  readonly addresses: Pick<BlockList, 'check'>
  /** PEM, one a proxy and its very own: what else an authority issues is no proxy's. */
  readonly certificates: readonly string[]
}

/** What a listener for proxies is made with: it asks for their certificate, and ends every handshake without one. */
export function proxyTls({ certificates }: Proxies) {
  return {
    ca: [...certificates],
    requestCert: true,
    rejectUnauthorized: true,
    allowPartialTrustChain: true,
  } satisfies ServerOptions
}

/** Connections that were proven to be a proxy's, at their handshake. */
const fromProxies = new WeakSet<Socket>()

/** Before any request of such a connection is read. */
export function admitProxies(server: Server, { addresses, certificates }: Proxies): void {
  const known = new Set(certificates.map((pem) => new X509Certificate(pem).fingerprint512))
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const address = plainAddress(socket.remoteAddress ?? '')
    const calls = isIP(address) !== 0 && addresses.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
    const shown = socket.getPeerX509Certificate()?.fingerprint512
    if (calls && socket.authorized && shown !== undefined && known.has(shown)) fromProxies.add(socket)
    else socket.destroy()
  })
}

/** Whether what this connection says of who is behind it may be believed. */
export function isFromProxy({ socket }: IncomingMessage): boolean {
  return fromProxies.has(socket)
}

/**
 * Who is behind a proxy, by its word. One address and nothing beside it: a proxy of ours writes the header anew, so
 * that more than one, or none, is a proxy that passes on what strangers wrote.
 */
export function forwardedAddress({ headers }: IncomingMessage): string | undefined {
  const said = headers['x-forwarded-for']
  return typeof said === 'string' && isIP(said) !== 0 ? plainAddress(said) : undefined
}

/** A dual-stack socket shows IPv4 as `::ffff:203.0.113.7`, and a link-local address with its zone, `fe80::1%eth0`. */
export function plainAddress(ip: string): string {
  return ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
}
