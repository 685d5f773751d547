import { describe, expect, it } from 'vitest'
import { hongKong, seoch } from '../../../test/support/programme-samples.ts'
import { isSteppedUp } from '../../sessions/rules/step-up.ts'
import { dueAt } from './due.ts'
import { parseNumber, rowOf, sayNumber } from './request-number.ts'

describe('a request', () => {
  it.each([
    ['a Monday', '06-05 10:00', '06-08 00:00'],
    ['the last minute of it', '06-05 23:59', '06-08 00:00'],
    ['a Friday', '06-09 12:00', '06-14 00:00'],
    ['the Saturday of the test', '06-10 18:05', '06-14 00:00'],
  ])('made on %s is due at 24:00 of the second business day after it', (_, made, due) => {
    expect(dueAt(seoch, hongKong(made)).toString()).toBe(hongKong(due).toString())
  })

  it('made past the calendar is due in 48 hours', () => {
    const made = hongKong('06-05 10:00').add({ hours: 24 * 3650 })
    expect(dueAt(seoch, made).equals(made.add({ hours: 48 }))).toBe(true)
  })

  it('is called by a number that people may write as they like', () => {
    expect(sayNumber(123)).toBe('R-000123')
    for (const typed of ['R-000123', ' r-123 ', 'R123']) expect(parseNumber(typed)).toBe('R-000123')
    for (const typed of ['', 'R-', 'R-0', '12 3', 'R-1e5', '-1', 'R-99999999999999999'])
      expect(parseNumber(typed)).toBeUndefined()
    expect(rowOf(sayNumber(1_234_567))).toBe(1_234_567)
  })
})

describe('a step-up', () => {
  const at = hongKong('06-12 10:00')
  it('covers 15 minutes of the session it was made in, and nothing before it', () => {
    expect(isSteppedUp(null, at)).toBe(false)
    expect(isSteppedUp(at, at)).toBe(true)
    expect(isSteppedUp(at, at.add({ minutes: 15 }).subtract({ seconds: 1 }))).toBe(true)
    expect(isSteppedUp(at, at.add({ minutes: 15 }))).toBe(false)
    expect(isSteppedUp(at.add({ seconds: 1 }), at)).toBe(false)
  })
})
