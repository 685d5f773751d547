import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayText, momentText, spanText, zoneName } from './moments.ts'

const ZONE = 'Asia/Hong_Kong'
const at = (iso: string) => Temporal.Instant.from(iso)

describe('momentText', () => {
  it('is the time alone on the day of now', () => {
    const text = momentText('en', ZONE, at('2023-06-10T20:00+08:00'), at('2023-06-10T00:00+08:00'))
    expect(text).toBe('20:00')
  })

  it.each([
    ['en', '18:05 on Saturday 10 June 2023'],
    ['zh-Hant', '2023年6月10日\uff08星期六\uff0918:05'],
  ] as const)('names the day in %s where it is another one', (language, wanted) => {
    expect(momentText(language, ZONE, at('2023-06-10T18:05:59+08:00'), at('2023-06-09T23:59+08:00'))).toBe(
      wanted,
    )
    expect(momentText(language, ZONE, at('2023-06-10T18:05+08:00'), null)).toBe(wanted)
  })

  it('counts days in the programme zone, not in UTC', () => {
    const now = at('2023-06-10T01:00+08:00')
    expect(momentText('en', ZONE, at('2023-06-09T17:30Z'), now)).toBe('01:30')
    expect(momentText('en', ZONE, at('2023-06-09T15:30Z'), now)).toBe('23:30 on Friday 9 June 2023')
  })
})

describe('spanText', () => {
  it.each([
    ['en', 'Saturday 10 June 2023, 18:00–20:00'],
    ['zh-Hant', '2023年6月10日\uff08星期六\uff0918:00–20:00'],
  ] as const)('names the day once in %s', (language, wanted) => {
    const [from, to] = [at('2023-06-10T18:00+08:00'), at('2023-06-10T20:00+08:00')]
    expect(spanText(language, ZONE, from, to)).toBe(wanted)
  })

  it('names both days where it ends on another', () => {
    const [from, to] = [at('2023-06-10T22:00+08:00'), at('2023-06-11T23:10+08:00')]
    expect(spanText('en', ZONE, from, to)).toBe(
      '22:00 on Saturday 10 June 2023 – 23:10 on Sunday 11 June 2023',
    )
  })
})

describe('dayText', () => {
  it('names the weekday that Temporal counts, for any day', () => {
    const english = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' })
    const chinese = new Intl.DateTimeFormat('zh-Hant', { weekday: 'long', timeZone: 'UTC' })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const day = Temporal.PlainDate.from('1990-01-01').add({ days })
        const noon = day.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' }).epochMilliseconds
        expect(dayText('en', day)).toContain(`${english.format(noon)} ${day.day} `)
        expect(dayText('zh-Hant', day)).toContain(chinese.format(noon))
      }),
    )
  })
})

describe('zoneName', () => {
  it('is the name people use, in their language', () => {
    expect([zoneName('en', ZONE), zoneName('zh-Hant', ZONE)]).toEqual(['Hong Kong Time', '香港時間'])
  })
})
