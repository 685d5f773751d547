import { describe, expect, it } from 'vitest'
import { approved, door, hongKong, undecided } from '../../../test/support/programme-samples.ts'
import type { SiteId } from '../../kernel/ids.ts'
import { doorState } from './door-state.ts'
import type { InForce } from './in-force.ts'

function state(inForce: InForce, id: string, site: SiteId, at: string) {
  const { open, opensAt, closesAt, because } = doorState(inForce, door(id), site, hongKong(at))
  return [open, opensAt, closesAt, because?.code ?? null]
}

describe('a door on the landing page', () => {
  it('says until when it is open', () => {
    const eight = hongKong('06-10 20:00')
    expect(state(undecided, 'ccms.otp.online', 'primary', '06-10 18:05')).toEqual([true, null, eight, null])
  })

  it('stays open from ordinary production into a test session and out of it again', () => {
    const launch = hongKong('06-12 00:00')
    expect(state(approved, 'ccms.card', 'primary', '06-11 12:00')).toEqual([true, null, launch, null])
    expect(state(approved, 'ccms.card', 'primary', '06-10 18:05')).toEqual([true, null, null, null])
  })

  it('says when it opens, as far as that is known', () => {
    const six = hongKong('06-10 18:00')
    const launch = hongKong('06-12 00:00')
    expect(state(undecided, 'dms.otp', 'primary', '06-09 10:00')).toEqual([
      false,
      six,
      null,
      'outside-window',
    ])
    expect(state(undecided, 'dms.otp', 'primary', '06-10 20:00')).toEqual([
      false,
      null,
      null,
      'launch-not-approved',
    ])
    expect(state(approved, 'dms.otp', 'primary', '06-11 12:00')).toEqual([
      false,
      launch,
      null,
      'outside-window',
    ])
  })

  it('promises nothing by a decision that has not been made yet', () => {
    expect(state(approved, 'dms.otp', 'primary', '06-11 11:59:59')).toEqual([
      false,
      null,
      null,
      'launch-not-approved',
    ])
    expect(state(approved, 'ccms.card', 'primary', '06-11 11:59:59')).toEqual([true, null, null, null])
  })

  it('is closed for good where the file does not declare it', () => {
    expect(state(approved, 'ccms.nowhere', 'primary', '06-12 10:00')).toEqual([
      false,
      null,
      null,
      'outside-window',
    ])
  })
})
