/** A place in the log of one PostgreSQL history. */
export interface LogPlace {
  /** Each promotion begins one. */
  readonly timeline: number
  /** As PostgreSQL writes it: `0/3000148`. */
  readonly position: string
}

/**
 * Whether a server holds log that is not part of the other's history, so that it can't follow it as it is. `history`: the
 * other's own record of the timelines it came by, as PostgreSQL keeps it (a line each: timeline, where it was left).
 */
export function hasDiverged(own: LogPlace, other: LogPlace, history: string): boolean {
  if (own.timeline === other.timeline) return isBeyond(own.position, other.position)
  const left = leftAt(own.timeline, history)
  return left === undefined || isBeyond(own.position, left)
}

function leftAt(timeline: number, history: string): string | undefined {
  return history
    .split('\n')
    .map((line) => /^\s*(\d+)\s+([0-9A-F]+\/[0-9A-F]+)/i.exec(line))
    .find((line) => Number(line?.[1]) === timeline)?.[2]
}

function isBeyond(position: string, other: string): boolean {
  return bytesIn(position) > bytesIn(other)
}

function bytesIn(position: string): bigint {
  const [high = '', low = ''] = position.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}
