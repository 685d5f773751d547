import { describe, expect, it } from 'vitest'
import { shippedProgramme } from '../../../test/support/node.ts'
import { businessDaysShown } from './business-days-shown.ts'

const { parsed } = shippedProgramme()
const at = (written: string) => Temporal.Instant.from(written)
const day = (written: string) => Temporal.PlainDate.from(written)
const OLDEST = day('2023-05-22')

function shown(instant: string, before: string | null = null) {
  const { days, older } = businessDaysShown(parsed, at(instant), {
    before: before === null ? null : day(before),
    oldest: OLDEST,
  })
  return {
    days: days.map((one) => `${one.day.toString().slice(5)}${one.mayStillCome ? '*' : ''}`),
    older: older?.toString() ?? null,
  }
}

describe('the business days of a list', () => {
  it('are the ten newest that have begun in the programme’s zone; the newest two may still get reports', () => {
    expect(shown('2023-06-12T00:00+08:00')).toEqual({
      days: ['06-12*', '06-09*', '06-08', '06-07', '06-06', '06-05', '06-02', '06-01', '05-31', '05-30'],
      older: '2023-05-30',
    })
  })

  it('do not have a day that has not begun, nor weekends and holidays', () => {
    expect(shown('2023-06-11T23:59:59+08:00').days[0]).toBe('06-09*')
    // 26 May 2023 was the Birthday of the Buddha.
    expect(shown('2023-06-12T00:00+08:00', '2023-05-30')).toEqual({
      days: ['05-29', '05-25', '05-24', '05-23', '05-22'],
      older: null,
    })
  })

  it('are none before the oldest', () => {
    expect(shown('2023-06-12T00:00+08:00', '2023-05-22')).toEqual({ days: [], older: null })
  })
})
