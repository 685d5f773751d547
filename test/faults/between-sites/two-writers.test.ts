import { describe, expect, it } from 'vitest'
import type { Written } from './local-writers.ts'
import { twoWriters } from './two-writers.ts'

const wrote = (site: Written['site'], term: number, asked: number, acknowledged = asked + 10): Written => ({
  ...{ site, term, asked, acknowledged, marker: `${site} ${asked}` },
})

describe('two writers', () => {
  it('are none where authority moves and comes back, and a write under way is still acknowledged', () => {
    const before = [wrote('primary', 0, 0), wrote('primary', 0, 20, 60)]
    expect(twoWriters([...before, wrote('secondary', 1, 40), wrote('primary', 2, 70)])).toEqual([])
  })

  it.each([
    ['after the other had in a later term', wrote('secondary', 1, 0), wrote('primary', 0, 20)],
    ['in one term', wrote('primary', 1, 0), wrote('secondary', 1, 20)],
  ])('are those of whom one acknowledges %s', (_, first, second) => {
    expect(twoWriters([first, second])).toHaveLength(1)
  })
})
