import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomPool } from './random-pool.ts'

/** A source that never gives the same four bytes twice, and what it filled. */
function counting() {
  const filled: Uint8Array[] = []
  let next = 0
  const fill = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at += 4) new DataView(bytes.buffer).setUint32(at, ++next)
    filled.push(bytes)
  }
  return { fill, filled }
}

const words = (bytes: Uint8Array) =>
  Array.from({ length: bytes.length / 4 }, (_, at) => new DataView(bytes.buffer).getUint32(at * 4))

describe('a pool of random bytes', () => {
  it('hands out as many as were asked for, and none of them twice', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 24 }).map((count) => count * 4))
    fc.assert(
      fc.property(lengths, (asked) => {
        const draw = randomPool(64, counting().fill)
        const drawn = asked.map((length) => draw(length))
        expect(drawn.map(({ length }) => length)).toEqual(asked)
        const handedOut = drawn.flatMap(words)
        expect(new Set(handedOut).size).toBe(handedOut.length)
        expect(handedOut).not.toContain(0)
      }),
    )
  })

  it('keeps nothing of what it has handed out, and is asked anew only when it has run out', () => {
    const { fill, filled } = counting()
    const draw = randomPool(64, fill)
    draw(16)
    draw(40)
    expect(filled.length).toBe(1)
    expect([...(filled[0] ?? [])].slice(0, 56)).toEqual(Array(56).fill(0))
    draw(16)
    expect(filled.length).toBe(2)
  })

  it('hands out bytes of their own: who changes them changes nobody else’s', () => {
    const draw = randomPool(64, counting().fill)
    const [one, two] = [draw(8), draw(8)]
    one.fill(0xff)
    expect(words(two)).toEqual([3, 4])
    expect(words(draw(4))).toEqual([5])
  })
})
