import { describe, expect, it } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import { drawCode } from '../../src/one-time-codes/rules/draw-code.ts'

/** ASVS 6.5.3: real randomness, so the bound is generous: a right program exceeds it once in a million runs. */
describe('10 000 codes', () => {
  const codes = Array.from({ length: 10_000 }, () => drawCode(systemRandomness))

  it('have 8 digits each, leading zeros kept', () => {
    expect(codes.every((code) => /^[0-9]{8}$/.test(code))).toBe(true)
    expect(codes.some((code) => code.startsWith('0'))).toBe(true)
  })

  it('have every digit in every position equally often (chi-square, 72 degrees of freedom, p > 1e-6)', () => {
    const expected = codes.length / 10
    let statistic = 0
    for (let position = 0; position < 8; position++) {
      for (let digit = 0; digit < 10; digit++) {
        const seen = codes.filter((code) => code[position] === String(digit)).length
        statistic += (seen - expected) ** 2 / expected
      }
    }
    expect(statistic).toBeLessThan(144.4)
  })
})
