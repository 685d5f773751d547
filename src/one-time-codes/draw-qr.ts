import { encode } from 'uqr'

/** A QR code as data: a square of `size` modules, and the dark ones as the `d` of one SVG path, a unit each. */
export interface Qr {
  readonly size: number
  readonly path: string
}

/** ISO/IEC 18004: a quiet zone of four modules. */
const QUIET_ZONE = 4

/** Error correction M (15 %): what a screen photographed by a phone needs. Dark modules side by side become one bar. */
export function drawQr(text: string): Qr {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const path = data.map((row, y) => barsOf(row, y)).join('')
  return { size, path }
}

function barsOf(row: readonly boolean[], y: number): string {
  let bars = ''
  for (let x = 0; x < row.length; x++) {
    const from = x
    while (row[x] === true) x += 1
    if (x > from) bars += `M${from} ${y}h${x - from}v1h-${x - from}z`
  }
  return bars
}
