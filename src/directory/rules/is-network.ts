import { isIPv4, isIPv6 } from 'node:net'

/** True of a CIDR (RFC 4632, RFC 4291) in the very form PostgreSQL prints it, with no host bit set. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/')
  if (more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(prefix)) return false
  const bits = isIPv4(address) ? bitsOfFour(address) : isIPv6(address) ? bitsOfSix(address) : undefined
  if (bits === undefined || Number(prefix) > bits.length) return false
  return !bits.slice(Number(prefix)).includes('1') && (isIPv4(address) || address === shortest(address))
}

function bitsOfFour(address: string): string {
  return address
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('')
}

function bitsOfSix(address: string): string | undefined {
  if (/[.%]/.test(address)) return undefined
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const middle = Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...middle, ...right]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('')
}

/** RFC 5952, as URL writes it. */
function shortest(address: string): string {
  return new URL(`http://[${address}]/`).hostname.slice(1, -1)
}
