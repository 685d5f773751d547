/** Whether a position in PostgreSQL's log, `0/3000148`, is that one or beyond it. */
export function hasReached(position: string | null, wanted: string): boolean {
  return position !== null && numberOf(position) >= numberOf(wanted)
}

function numberOf(position: string): bigint {
  const [high = '0', low = '0'] = position.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}
