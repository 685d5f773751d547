import { expect, it } from 'vitest'
import { drawFaults, FAULTS } from './faults.ts'

const FAMILIES = new Set(FAULTS.map(({ family }) => family))

it('draws the same faults from one seed, and others from another', () => {
  expect(drawFaults(30, 7)).toEqual(drawFaults(30, 7))
  expect(drawFaults(30, 7)).not.toEqual(drawFaults(30, 8))
})

it('draws each family once before it draws one again', () => {
  const drawn = drawFaults(FAMILIES.size, 7).map(({ fault: { family } }) => family)
  expect(new Set(drawn)).toEqual(FAMILIES)
})
