import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bar, howMany, people } from './say-figures.ts'

describe('figures', () => {
  it('have a comma every three digits', () => {
    expect([7, 999, 1000, 4812, 1000000].map(howMany)).toEqual(['7', '999', '1,000', '4,812', '1,000,000'])
    expect([people(1), people(4812)]).toEqual(['1 person', '4,812 people'])
  })
})

describe('a bar', () => {
  it('is as wide as asked, in the order of its parts, and shows even one of a million', () => {
    const counts = fc.array(fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 1_000_000 })), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(counts, fc.integer({ min: 12, max: 40 }), (all, width) => {
        const drawn = bar(
          all.map((count, index) => ({ count, ink: String(index) })),
          width,
        )
        expect(drawn.length).toBe(all.some((count) => count > 0) ? width : 0)
        expect([...drawn].sort().join('')).toBe(drawn)
        for (const [index, count] of all.entries()) expect(drawn.includes(String(index))).toBe(count > 0)
      }),
    )
  })
})
