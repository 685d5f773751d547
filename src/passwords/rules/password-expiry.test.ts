import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../kernel/ids.ts'
import { type Calendar, type ExpiryRule, lastDay, passwordStanding } from './password-expiry.ts'

const RULE: ExpiryRule = { days: 90, spreadDays: 14, announcedDays: 14 }
const EXACT: ExpiryRule = { ...RULE, spreadDays: 0 }
const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.Instant.from(`${text}+08:00`)
const QUIET = [day('2023-06-05'), day('2023-06-12')]
const hongKong: Calendar = { zone: 'Asia/Hong_Kong', quietWeeks: QUIET }
const account = (text: string) => text as AccountId
const mine = account('0190-0001')

const standing = (since: string, now: string, rule: ExpiryRule | null = EXACT, calendar = hongKong) =>
  passwordStanding(rule, { accountId: mine, since: at(since) }, calendar, at(now))

describe('a password that expires', () => {
  it('does not where the profile says nothing of it', () => {
    expect(standing('2010-01-01T00:00', '2023-06-12T07:30', null)).toEqual({ is: 'lasting' })
  })

  it('is announced from the first moment of its last fourteen days, and expires at 24:00 of the last', () => {
    // 90 days from 1 August are 30 October.
    const expiring = { is: 'expiring', expiresAt: at('2023-10-31T00:00') }
    expect(standing('2023-08-01T23:59', '2023-10-16T23:59:59')).toEqual({ is: 'lasting' })
    expect(standing('2023-08-01T23:59', '2023-10-17T00:00')).toEqual(expiring)
    expect(standing('2023-08-01T23:59', '2023-10-30T23:59:59')).toEqual(expiring)
    expect(standing('2023-08-01T23:59', '2023-10-31T00:00')).toEqual({ is: 'expired' })
  })

  it('counts the day it was set on as the programme’s zone has it, and 29 February as a day', () => {
    expect(lastDay(EXACT, { accountId: mine, since: at('2023-12-01T00:00') }, hongKong)).toEqual(
      day('2024-02-29'),
    )
    expect(lastDay(EXACT, { accountId: mine, since: at('2022-12-01T00:00') }, hongKong)).toEqual(
      day('2023-03-01'),
    )
    const inUtc = Temporal.Instant.from('2023-11-30T16:00Z')
    expect(lastDay(EXACT, { accountId: mine, since: inUtc }, hongKong)).toEqual(day('2024-02-29'))
  })

  it('ends with its day where the clocks are put back that night', () => {
    const newYork: Calendar = { zone: 'America/New_York', quietWeeks: [] }
    const since = Temporal.Instant.from('2023-08-07T12:00-04:00')
    const password = { accountId: mine, since }
    expect(passwordStanding(EXACT, password, newYork, Temporal.Instant.from('2023-11-05T04:30Z')).is).toBe(
      'expiring',
    )
    expect(passwordStanding(EXACT, password, newYork, Temporal.Instant.from('2023-11-06T04:59:59Z')).is).toBe(
      'expiring',
    )
    expect(passwordStanding(EXACT, password, newYork, Temporal.Instant.from('2023-11-06T05:00Z')).is).toBe(
      'expired',
    )
  })
})

describe('the weeks of a launch', () => {
  it.each([
    ['2023-06-04', '2023-06-04'],
    ['2023-06-05', '2023-06-19'],
    ['2023-06-11', '2023-06-25'],
    ['2023-06-12', '2023-06-19'],
    ['2023-06-18', '2023-06-25'],
    ['2023-06-19', '2023-06-19'],
  ])('move a last day of %s to %s, the same weekday behind them', (due, moved) => {
    const since = day(due).subtract({ days: 90 }).toZonedDateTime('Asia/Hong_Kong').toInstant()
    expect(lastDay(EXACT, { accountId: mine, since }, hongKong)).toEqual(day(moved))
  })

  it('make nobody change a password that expired before them and was not changed', () => {
    const until = { is: 'expiring', expiresAt: at('2023-06-19T00:00') }
    expect(standing('2023-01-02T09:00', '2023-06-04T23:59')).toEqual({ is: 'expired' })
    expect(standing('2023-01-02T09:00', '2023-06-05T00:00')).toEqual(until)
    expect(standing('2023-01-02T09:00', '2023-06-12T07:30')).toEqual(until)
    expect(standing('2023-01-02T09:00', '2023-06-19T00:00')).toEqual({ is: 'expired' })
  })

  it('hold no last day, and none is further than the spread from where it would be, but for whole weeks', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 700 }), (id, offset) => {
        const since = at('2022-06-01T10:00').add({ hours: 24 * offset })
        const ends = lastDay(RULE, { accountId: account(id), since }, hongKong)
        const monday = ends.subtract({ days: ends.dayOfWeek - 1 })
        const away = day('2022-06-01')
          .add({ days: offset + 90 })
          .until(ends).days
        expect(QUIET.some((week) => week.equals(monday))).toBe(false)
        expect(away).toBeGreaterThanOrEqual(-14)
        expect(away).toBeLessThanOrEqual(28)
      }),
    )
  })
})

describe('the spread', () => {
  it('is an account’s own and always the same, and reaches every day of four weeks', () => {
    const since = at('2023-08-01T10:00')
    const last = (n: number) =>
      lastDay(RULE, { accountId: account(`account ${n}`), since }, { ...hongKong, quietWeeks: [] }).toString()
    const days = Array.from({ length: 2000 }, (_, n) => last(n))
    expect(last(7)).toBe(last(7))
    expect(new Set(days).size).toBe(29)
    const most = Math.max(...[...new Set(days)].map((one) => days.filter((other) => other === one).length))
    expect(most).toBeLessThan(130)
  })
})
