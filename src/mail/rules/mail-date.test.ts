import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailDate } from './mail-date.ts'

describe('the Date of a mail', () => {
  it('is written as RFC 5322 says', () => {
    expect(mailDate(Temporal.Instant.from('2023-06-10T18:05:07.9+08:00'))).toBe(
      'Sat, 10 Jun 2023 10:05:07 +0000',
    )
  })

  it('reads back as the same second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_799 }), (second) => {
        const instant = Temporal.Instant.fromEpochMilliseconds(second * 1000)
        expect(Date.parse(mailDate(instant))).toBe(second * 1000)
      }),
    )
  })
})
