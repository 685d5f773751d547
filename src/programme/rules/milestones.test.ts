import { describe, expect, it } from 'vitest'
import { seoch, staged } from '../../../test/support/programme-samples.ts'
import { milestones } from './milestones.ts'
import { sayTime } from './say-time.ts'

describe('the milestones of the shipped programme', () => {
  it('are those of the circular, in order', () => {
    expect(milestones(seoch).map(({ at, title }) => `${sayTime(seoch.clock, at).en}: ${title.en}`)).toEqual([
      'Wednesday, 24 May 2023, 00:00: Circular CD/OEC/SEOCH/138/2023',
      'Saturday, 3 June 2023, 00:00: Registration closes: Post-release connectivity test',
      'Saturday, 10 June 2023, 18:00: On-line Session at Primary Data Centre (Session 1): start',
      'Saturday, 10 June 2023, 20:00: On-line Session at Primary Data Centre (Session 1): end',
      'Saturday, 10 June 2023, 22:00: On-line Session at Secondary Data Centre (Session 2): start',
      'Saturday, 10 June 2023, 23:00: On-line Session at Secondary Data Centre (Session 2): end',
      'Sunday, 11 June 2023, 18:00: Launch: decision due',
      'Monday, 12 June 2023, 00:00: Launch: Official launch of 2FA',
      'Monday, 12 June 2023, 07:00: Launch day: Overnight Report Download, Security Management Functions',
      'Monday, 12 June 2023, 07:30: Launch day: Online Functions',
    ])
  })

  it('say of each whether the circular states it', () => {
    const assumed = milestones(seoch).filter(({ source }) => source === 'assumed')
    expect(assumed.map(({ id }) => id)).toEqual([
      'launch/decision',
      'launch/switch',
      'launch/service-07:00',
      'launch/service-07:30',
    ])
  })
})

describe('the milestones of a launch in stages', () => {
  it('are also its waves, its last smartcard days and its channels by date', () => {
    const known = milestones(seoch).map(({ id }) => id)
    const own = milestones(staged).filter(({ id }) => !known.includes(id))
    expect(own.map(({ at, title }) => `${sayTime(seoch.clock, at).en}: ${title.en}`)).toEqual([
      'Tuesday, 13 June 2023, 06:00: Wave: Delegated Administrators',
      'Monday, 19 June 2023, 00:00: Wave: Late starters',
      'Monday, 19 June 2023, 00:00: OTP channels: Delegated Administrators (makers)',
      'Saturday, 30 September 2023, 00:00: Last smartcard day over: CCMS',
      'Tuesday, 3 October 2023, 00:00: OTP channels: Login with OTP - Online Functions',
      'Saturday, 7 October 2023, 00:00: Last smartcard day over: CCMS (HLS)',
    ])
  })
})
