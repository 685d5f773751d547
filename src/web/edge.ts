import type { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'
import { TLSSocket } from 'node:tls'

/** What the socket itself says of the other end. Forwarded headers are ignored: anybody can write them. */
export interface Edge {
  readonly ip: string
  /** The source network that limits and letters speak of: /24 of IPv4, /48 of IPv6; `unknown` for anything else. */
  readonly network: string
  /** The client certificate as presented, not yet judged; null where the listener asks for none. */
  readonly certificate: X509Certificate | null
  /** A resumed TLS session proves a card that was there once, not one that is there now. */
  readonly resumed: boolean
}

/** @hono/node-server hands in `incoming`; a test hands in the edge itself, as the third argument of `app.request`. */
export type EdgeBindings = { readonly incoming: IncomingMessage } | { readonly edge: Edge }

export function edgeOf(bindings: EdgeBindings): Edge {
  if ('edge' in bindings) return bindings.edge
  const { socket } = bindings.incoming
  const ip = plainAddress(socket.remoteAddress ?? '')
  const tls = socket instanceof TLSSocket ? socket : undefined
  return {
    ip,
    network: sourceNetwork(ip),
    certificate: tls?.getPeerX509Certificate() ?? null,
    resumed: tls?.isSessionReused() ?? false,
  }
}

/** `203.0.113.7` -> `203.0.113.0/24`, `2001:db8:1:2::3` -> `2001:db8:1::/48`. */
export function sourceNetwork(ip: string): string {
  const address = plainAddress(ip)
  if (isIPv4(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(address)) return 'unknown'
  const prefix = firstGroups(address).map((group) => Number.parseInt(group, 16).toString(16))
  return `${prefix.join(':').replace(/(?:(?:^|:)0)+$/, '')}::/48`
}

/** A dual-stack socket shows IPv4 as `::ffff:203.0.113.7`, and a link-local address with its zone, `fe80::1%eth0`. */
function plainAddress(ip: string): string {
  return ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
}

/** The first three of eight groups; RFC 4291 section 2.2 lets `::` stand for one or more groups of zeros. */
function firstGroups(address: string): readonly string[] {
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const afterCount = after.length + (after.at(-1)?.includes('.') ? 1 : 0)
  const zeros = tail === undefined ? 0 : 8 - before.length - afterCount
  return [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 3)
}
