/** True of a CIDR (RFC 4632, RFC 4291) in the very form PostgreSQL prints it, with no host bit set. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/')
  if (more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(prefix)) return false
  const bits = bitsOfFour(address) ?? bitsOfSix(address)
  return bits !== undefined && Number(prefix) <= bits.length && !bits.slice(Number(prefix)).includes('1')
}

function bitsOfFour(address: string): string | undefined {
  const bytes = address.split('.')
  if (bytes.length !== 4 || !bytes.every((byte) => /^(0|[1-9]\d{0,2})$/.test(byte) && Number(byte) < 256))
    return undefined
  return bytes.map((byte) => Number(byte).toString(2).padStart(8, '0')).join('')
}

/** The shortest form alone (RFC 5952), as URL writes it, and none that stands for an IPv4 address. */
function bitsOfSix(address: string): string | undefined {
  if (!/^[0-9a-f:]+$/.test(address) || /^::./.test(address)) return undefined
  const url = `http://[${address}]/`
  if (!URL.canParse(url) || new URL(url).hostname !== `[${address}]`) return undefined
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter(Boolean))
  const zeros = Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...zeros, ...right]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('')
}
