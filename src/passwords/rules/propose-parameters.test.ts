import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isStrongEnough } from './hash-parameters.ts'
import { MEMORIES, type Measured, morning, proposeParameters } from './propose-parameters.ts'

const measured = (memoryKiB: number, passes: number, milliseconds: number): Measured => ({
  parameters: { memoryKiB, passes, lanes: 1 },
  milliseconds,
})

describe('the proposal', () => {
  it('takes the most memory that fits, and then the most passes', () => {
    const table = [
      measured(47_104, 1, 10),
      measured(47_104, 3, 30),
      measured(65_536, 1, 15),
      measured(65_536, 2, 29),
    ]
    expect(proposeParameters(table, 30)?.parameters).toEqual({ memoryKiB: 65_536, passes: 2, lanes: 1 })
    expect(proposeParameters(table, 20)?.parameters).toEqual({ memoryKiB: 65_536, passes: 1, lanes: 1 })
    expect(proposeParameters(table, 9)).toBeUndefined()
  })

  it('is never above the target, and never less than the least allowed', () => {
    const rows = fc.array(
      fc.tuple(
        fc.constantFrom(...MEMORIES),
        fc.integer({ min: 1, max: 4 }),
        fc.double({ min: 1, max: 900, noNaN: true }),
      ),
    )
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 900 }), (table, target) => {
        const proposed = proposeParameters(
          table.map((row) => measured(...row)),
          target,
        )
        if (proposed === undefined) return
        expect(proposed.milliseconds).toBeLessThanOrEqual(target)
        expect(isStrongEnough(proposed.parameters)).toBe(true)
      }),
    )
  })
})

it('a morning of 5,000 people on two cores, 20 ms a hash, is 50 seconds', () => {
  expect(morning(20, 2, 5_000)).toEqual({ perSecondAndCore: 50, seconds: 50 })
})
