/** A piece of PostgreSQL's log: the file it is in, whatever the timeline, and how many bytes of that. */
export interface Segment {
  /** The sixteen digits of a file's name that stand behind its timeline. */
  readonly name: string
  readonly bytes: number
}

/** The file that the log up to `position` (`0/3000148`) ends in. At a file's first byte it is the one before. */
export function segmentOf(position: string, segmentBytes: number): Segment {
  const [high = '', low = ''] = position.split('/')
  const end = (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
  const size = BigInt(segmentBytes)
  const number = (end - 1n) / size
  const inOneLog = (1n << 32n) / size
  return {
    name: eightDigits(number / inOneLog) + eightDigits(number % inOneLog),
    bytes: Number(end - number * size),
  }
}

function eightDigits(number: bigint): string {
  return number.toString(16).toUpperCase().padStart(8, '0')
}
