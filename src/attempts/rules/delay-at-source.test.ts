import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delayAtSource } from './delay-at-source.ts'

describe('the delay at a source network', () => {
  it('is none for what a hundred slips leave behind, then grows, and is three seconds at most', () => {
    expect([0, 60, 100, 101, 250, 400, 1e9].map(delayAtSource)).toEqual([0, 0, 0, 10, 1500, 3000, 3000])
  })

  it('never falls as failures grow', () => {
    const failures = fc.double({ min: 0, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(failures, failures, (a, b) => {
        expect(delayAtSource(Math.max(a, b))).toBeGreaterThanOrEqual(delayAtSource(Math.min(a, b)))
      }),
    )
  })
})
