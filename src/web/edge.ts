import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'
import { forwardedAddress, isFromProxy, plainAddress } from './proxies.ts'

/** Who is at the other end. The socket says so; a header only where the socket is that of a proxy of ours (adr/0043). */
export interface Edge {
  readonly ip: string
  /** The source network that limits and letters speak of: /24 of IPv4, /48 of IPv6; `unknown` for anything else. */
  readonly network: string
}

/** @hono/node-server hands in `incoming`; a test hands in the edge itself, as the third argument of `app.request`. */
export type EdgeBindings = { readonly incoming: IncomingMessage } | { readonly edge: Edge }

export function edgeOf(bindings: EdgeBindings): Edge {
  if ('edge' in bindings) return bindings.edge
  const { incoming } = bindings
  const ip = isFromProxy(incoming)
    ? (forwardedAddress(incoming) ?? '')
    : plainAddress(incoming.socket.remoteAddress ?? '')
  return { ip, network: sourceNetwork(ip) }
}

/** `203.0.113.7` -> `203.0.113.0/24`, `2001:db8:1:2::3` -> `2001:db8:1::/48`. */
export function sourceNetwork(ip: string): string {
  const address = plainAddress(ip)
  if (isIPv4(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(address)) return 'unknown'
  const prefix = firstGroups(address).map((group) => Number.parseInt(group, 16).toString(16))
  return `${prefix.join(':').replace(/(?:(?:^|:)0)+$/, '')}::/48`
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
