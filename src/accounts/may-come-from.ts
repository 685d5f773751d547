import { BlockList, isIP } from 'node:net'

/** What is known of the source networks of those a person acts for. */
export interface Acting {
  readonly participants: readonly { readonly networks: readonly string[] }[]
}

/**
 * The old regime's address gate (F4.3), kept where a participant wants it. Who acts for several may come from wherever
 * one of them lets its people in; who acts for none has no gate.
 */
export function mayComeFrom({ participants }: Acting, ip: string): boolean {
  return (
    participants.length === 0 ||
    participants.some(({ networks }) => networks.length === 0 || within(networks, ip))
  )
}

function within(networks: readonly string[], ip: string): boolean {
  const version = isIP(ip)
  if (version === 0) return false
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/')
    const size = bits === '' ? (isIP(address) === 4 ? 32 : 128) : Number(bits)
    list.addSubnet(address, size, isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return list.check(ip, version === 4 ? 'ipv4' : 'ipv6')
}
