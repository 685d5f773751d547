/** `chan.mei.ting@example.hk` -> `c•••@example.hk`: enough to know one's own, not enough to learn another's. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 1 ? '•••' : `${address[0]}•••${address.slice(at)}`
}
