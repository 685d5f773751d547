import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countUnpredictable } from './count-unpredictable.ts'

describe('countUnpredictable', () => {
  it.each([
    ['aaaa', 1],
    ['aaab', 3],
    ['1234', 2],
    ['4321', 2],
    ['qwerty', 2],
    ['abcabcabc', 2],
    ['1qaz2wsx', 2],
    ['tree', 3],
    ['lamp', 4],
    ['', 0],
  ])('finds in %j %i code points that do not follow from those before', (text, count) => {
    expect(countUnpredictable(text)).toBe(count)
  })

  it('never counts more than there is, and repeating a text adds nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 5 }),
        (text, times) => {
          const once = countUnpredictable(text)
          expect(once).toBeLessThanOrEqual([...text.toLowerCase()].length)
          expect(countUnpredictable(text.repeat(times))).toBe(once)
        },
      ),
    )
  })
})
