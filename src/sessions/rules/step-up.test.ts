import { describe, expect, it } from 'vitest'
import { isSteppedUp } from './step-up.ts'

const at = Temporal.Instant.from('2023-06-10T18:05+08:00')

describe('a step-up', () => {
  it('holds for 15 minutes, and not a second more', () => {
    expect(isSteppedUp(at, at)).toBe(true)
    expect(isSteppedUp(at, at.add({ minutes: 15 }).subtract({ nanoseconds: 1 }))).toBe(true)
    expect(isSteppedUp(at, at.add({ minutes: 15 }))).toBe(false)
  })

  it('holds nothing that was done before it, nor where there was none', () => {
    expect(isSteppedUp(at, at.subtract({ seconds: 1 }))).toBe(false)
    expect(isSteppedUp(null, at)).toBe(false)
  })
})
