import { describe, expect, it } from 'vitest'
import { computeTotp } from '../../src/one-time-codes/compute-totp.ts'
import { stepAt } from '../../src/one-time-codes/rules/totp-steps.ts'

const secret = Buffer.from('12345678901234567890')

describe('RFC 4226 appendix D', () => {
  it.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (value, counter) => [counter, value] as const,
    ),
  )('gives counter %i the value %s', (counter, value) => {
    expect(computeTotp(secret, counter)).toBe(value)
  })
})

/** The table has 8 digits; the product has 6, which are the last 6 of them (RFC 4226 section 5.3: modulo 10^digits). */
describe('RFC 6238 appendix B, SHA-1', () => {
  it.each([
    [59, 0x1, '94287082'],
    [1111111109, 0x23523ec, '07081804'],
    [1111111111, 0x23523ed, '14050471'],
    [1234567890, 0x273ef07, '89005924'],
    [2000000000, 0x3f940aa, '69279037'],
    [20000000000, 0x27bc86aa, '65353130'],
  ])('at %i s, step %i, gives %s', (seconds, step, value) => {
    const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
    expect(stepAt(at)).toBe(step)
    expect(computeTotp(secret, stepAt(at))).toBe(value.slice(-6))
  })
})
