import { describe, expect, it } from 'vitest'
import type { DoorId } from '../../kernel/ids.ts'
import { judgeSession, type SessionFacts } from './judge-session.ts'
import { absoluteEnd } from './limits.ts'

const at = Temporal.Instant.from('2023-06-10T18:05+08:00')
const facts: SessionFacts = {
  door: 'ccms.otp.online' as DoorId,
  lastSeenAt: at,
  expiresAt: at.add({ hours: 2 }),
  endedBecause: null,
  accountStatus: 'active',
}

describe('a logon session', () => {
  it('is live up to the last second of its idle time, and ended by it at the limit', () => {
    expect(judgeSession(facts, at.add({ minutes: 30 }).subtract({ seconds: 1 }))).toBeNull()
    expect(judgeSession(facts, at.add({ minutes: 30 }))).toBe('idle')
  })

  it('has half the idle time in the security management functions', () => {
    const dms = { ...facts, door: 'dms.otp' as DoorId }
    expect(judgeSession(dms, at.add({ minutes: 15 }).subtract({ seconds: 1 }))).toBeNull()
    expect(judgeSession(dms, at.add({ minutes: 15 }))).toBe('idle')
  })

  it('ends at its absolute end however busy it is', () => {
    const busy = { ...facts, lastSeenAt: at.add({ hours: 2 }) }
    expect(judgeSession(busy, at.add({ hours: 2 }))).toBe('expired')
  })

  it('is revoked with its account, and says what was recorded once it has ended', () => {
    expect(judgeSession({ ...facts, accountStatus: 'suspended' }, at)).toBe('revoked')
    expect(judgeSession({ ...facts, accountStatus: 'suspended', endedBecause: 'superseded' }, at)).toBe(
      'superseded',
    )
  })

  it('never outlives twelve hours, nor what the programme allows', () => {
    expect(absoluteEnd(at, at.add({ hours: 2 })).equals(at.add({ hours: 2 }))).toBe(true)
    expect(absoluteEnd(at, at.add({ hours: 20 })).equals(at.add({ hours: 12 }))).toBe(true)
  })
})
