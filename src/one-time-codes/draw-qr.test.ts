import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { drawQr } from './draw-qr.ts'

const text = 'otpauth://totp/Sallyport%20CCMS:DEMO01?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=6'

/** Paints the bars of a path on a square of modules. */
function paint({ size, path }: { size: number; path: string }): boolean[][] {
  const modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const bars = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)]
  expect(bars.map(([bar]) => bar).join('')).toBe(path)
  for (const [, x, y, width, back] of bars) {
    expect(back).toBe(width)
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(width))
  }
  return modules
}

describe('drawQr', () => {
  it('draws every dark module and no other', () => {
    expect(paint(drawQr(text))).toEqual(encode(text, { ecc: 'M', border: 4 }).data)
  })

  it('leaves a quiet zone of four modules around the three finder patterns', () => {
    const qr = drawQr(text)
    const modules = paint(qr)
    const rows = (from: number, columns: number) =>
      modules.slice(from, from + 7).map((row) =>
        row
          .slice(columns, columns + 7)
          .map(Number)
          .join(''),
      )
    const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
    expect([rows(4, 4), rows(4, qr.size - 11), rows(qr.size - 11, 4)]).toEqual([finder, finder, finder])
    const edge = [
      ...modules.slice(0, 4),
      ...modules.slice(-4),
      ...modules.map((row) => [...row.slice(0, 4), ...row.slice(-4)]),
    ]
    expect(edge.flat()).not.toContain(true)
  })
})
