import { describe, expect, it } from 'vitest'
import { hongKong, undecided } from '../../../test/support/programme-samples.ts'
import type { DoorId } from '../../kernel/ids.ts'
import { sessionEnd, situation } from './situation.ts'

describe('the situation at a site', () => {
  it('is a test session while one runs there', () => {
    const first = situation(undecided, 'primary', hongKong('06-10 18:00'))
    expect(first).toMatchObject({ id: 'session-1', site: 'primary', carriedForward: true })
    expect(first?.until).toEqual(hongKong('06-10 20:00'))
    const second = situation(undecided, 'secondary', hongKong('06-10 22:59:59'))
    expect(second).toMatchObject({ id: 'session-2', carriedForward: false })
    expect(second?.notes[0]?.en).toContain(
      'will NOT be carried forward to the next business day, 12 June 2023',
    )
    expect(second?.nextBusinessDay.toString()).toBe('2023-06-12')
  })

  it.each([
    ['primary', '06-10 17:59:59'],
    ['primary', '06-10 20:00'],
    ['primary', '06-10 22:30'],
    ['secondary', '06-10 18:30'],
    ['secondary', '06-10 23:00'],
  ] as const)('is ordinary production at the %s, %s', (site, at) => {
    expect(situation(undecided, site, hongKong(at))).toBeNull()
  })
})

const ONLINE = 'ccms.otp.online' as DoorId

describe('the absolute end of a logon session', () => {
  it('is 24:00 at the doors of the house, whatever test session runs there', () => {
    expect(sessionEnd(undecided, 'ops' as DoorId, 'primary', hongKong('06-10 18:05'))).toEqual(
      hongKong('06-11 00:00'),
    )
  })

  it('is the end of the test session and 10 minutes', () => {
    expect(sessionEnd(undecided, ONLINE, 'primary', hongKong('06-10 18:05'))).toEqual(hongKong('06-10 20:10'))
    expect(sessionEnd(undecided, ONLINE, 'secondary', hongKong('06-10 22:05'))).toEqual(
      hongKong('06-10 23:10'),
    )
  })

  it('is the same for one finished after the test session that it was begun in', () => {
    const begun = hongKong('06-10 22:58')
    expect(sessionEnd(undecided, ONLINE, 'secondary', hongKong('06-10 23:05'), begun)).toEqual(
      hongKong('06-10 23:10'),
    )
  })

  it('is otherwise 24:00 of the programme day', () => {
    expect(sessionEnd(undecided, ONLINE, 'primary', hongKong('06-12 00:00'))).toEqual(hongKong('06-13 00:00'))
    expect(sessionEnd(undecided, ONLINE, 'primary', hongKong('06-12 23:59:59'))).toEqual(
      hongKong('06-13 00:00'),
    )
    const begun = hongKong('06-10 19:59')
    expect(sessionEnd(undecided, ONLINE, 'primary', hongKong('06-10 20:10'), begun)).toEqual(
      hongKong('06-11 00:00'),
    )
  })
})
