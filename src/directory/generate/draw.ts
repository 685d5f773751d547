import { sha256 } from '../../kernel/digest.ts'

/** Draws that only a seed decides: the same seed, the same directory, on any machine. */
export interface Draw {
  /** Uniform in 0 … below-1. */
  integer(below: number): number
  oneOf<T>(all: readonly T[]): T
  /** True so many times in a hundred. */
  percent(of: number): boolean
}

/** SplitMix32: a counter, mixed (Steele, Lea and Flood 2014). Enough for made-up people, and for nothing secret. */
export function drawFrom(seed: string): Draw {
  let state = sha256(seed).readUInt32LE(0)
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const integer = (below: number) => Math.floor((next() / 2 ** 32) * below)
  const oneOf = <T>(all: readonly T[]) => all[integer(all.length)] as T
  return { integer, oneOf, percent: (of) => integer(100) < of }
}
