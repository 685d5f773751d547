import fc from 'fast-check'
import { expect, it } from 'vitest'
import { approved, door, hongKong, seoch, user } from '../../../test/support/programme-samples.ts'
import { decide } from './decide.ts'
import { doorState } from './door-state.ts'
import { inForceOf } from './extended.ts'
import type { LaunchDecision } from './in-force.ts'
import { sessionEnd, situation } from './situation.ts'

const signed = { maker: 'OPMAKER1', checker: 'OPCHECK1', remark: '' }
const until = (end: string, checker = signed.checker): LaunchDecision => ({
  ...{ ...signed, checker, kind: 'extension', session: 'session-1' },
  ...{ decidedAt: hongKong('06-10 19:50'), until: hongKong(end) },
})
const extended = inForceOf(seoch, [...approved.decisions, until('06-10 20:15')])
const ONLINE = door('ccms.otp.online')
const letsIn = (at: string, inForce = extended) => doorState(inForce, ONLINE, 'primary', hongKong(at)).open

it('moves the end of a session and its last entry together, and logons made now end with it', () => {
  expect([letsIn('06-10 20:00', approved), letsIn('06-10 20:00'), letsIn('06-10 20:14:59')]).toEqual([
    false,
    true,
    true,
  ])
  expect(letsIn('06-10 20:15')).toBe(false)
  expect(situation(extended, 'primary', hongKong('06-10 20:05'))?.until).toEqual(hongKong('06-10 20:15'))
  expect(sessionEnd(extended, ONLINE, 'primary', hongKong('06-10 20:05'))).toEqual(hongKong('06-10 20:25'))
})

it('tells each decision until when it holds', () => {
  const { nextChange, outcome } = decide(extended, user, ONLINE, 'primary', hongKong('06-10 19:55'))
  expect([outcome, nextChange]).toEqual(['signed-in-function-not-available', hongKong('06-10 20:15')])
})

it('touches no other session, and nothing at all when one person signed twice', () => {
  const [first, second] = extended.programme.sessions
  expect(first?.id).toBe('session-1')
  expect(second).toBe(seoch.sessions[1])
  expect(inForceOf(seoch, [until('06-10 20:15', signed.maker)]).programme).toBe(seoch)
})

it('lasts as long as the longest of its extensions, in whatever order they are read', () => {
  const minutes = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(minutes, (each) => {
      const planned = hongKong('06-10 20:00')
      const decisions = each.map((more) => ({
        ...until('06-10 20:15'),
        until: planned.add({ minutes: more }),
      }))
      const { programme } = inForceOf(seoch, decisions as readonly LaunchDecision[])
      const end = planned.add({ minutes: Math.max(...each) })
      expect(programme.sessions[0]?.closesAt).toEqual(end)
      expect(programme.turns.filter((at) => at.equals(end))).toHaveLength(1)
      const ordered = [...programme.turns].sort(Temporal.Instant.compare)
      expect(programme.turns).toEqual(ordered)
    }),
  )
})
