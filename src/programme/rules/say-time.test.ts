import { describe, expect, it } from 'vitest'
import { hongKong, seoch } from '../../../test/support/programme-samples.ts'
import { sayDay, sayTime, sayTimeInZone } from './say-time.ts'

describe('a time in words', () => {
  it("is the programme zone's, in English and Chinese", () => {
    expect(sayTime(seoch.clock, Temporal.Instant.from('2023-06-10T10:00:00Z'))).toEqual({
      en: 'Saturday, 10 June 2023, 18:00',
      'zh-Hant': '2023年6月10日（星期六）18:00',
    })
    expect(sayTimeInZone(seoch.clock, hongKong('06-11 00:05'))).toEqual({
      en: 'Sunday, 11 June 2023, 00:05 (Hong Kong time)',
      'zh-Hant': '2023年6月11日（星期日）00:05（香港時間）',
    })
  })

  it('has seconds only where there are', () => {
    expect(sayTime(seoch.clock, hongKong('06-10 18:00:09')).en).toBe('Saturday, 10 June 2023, 18:00:09')
  })

  it('names every weekday and month as they are', () => {
    for (let month = 1; month <= 12; month++) {
      const day = Temporal.PlainDate.from({ year: 2023, month, day: month + 7 })
      const intl = (locale: string, options: Intl.DateTimeFormatOptions) =>
        day.toLocaleString(locale, options)
      expect(sayDay(day).en).toContain(intl('en-GB', { weekday: 'long' }))
      expect(sayDay(day).en).toContain(intl('en-GB', { month: 'long' }))
      expect(sayDay(day)['zh-Hant']).toContain(intl('zh-Hant-HK', { weekday: 'long' }))
    }
  })
})
