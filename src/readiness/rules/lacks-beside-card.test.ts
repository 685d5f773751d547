import { describe, expect, it } from 'vitest'
import {
  administrator,
  approved,
  editedIn,
  hongKong,
  parallel,
  parallelSource,
  parsed,
  uninitiated,
  user,
} from '../../../test/support/programme-samples.ts'
import type { Facts } from '../../programme/rules/facts.ts'
import type { InForce } from '../../programme/rules/in-force.ts'
import { standingAt } from './standing-at.ts'

const beside: InForce = { ...approved, programme: parallel }
const MONDAY = '06-12 07:00'
const noEmail = { ...uninitiated(user), emailRegistered: false }

function lacks(inForce: InForce, facts: Facts, at: string): readonly string[] {
  return standingAt(inForce, facts, hongKong(at)).lacksBesideCard
}

const ONLINE = '    leads_to: [ccms.online]\n'
const OVERNIGHT = '    leads_to: [ccms.overnight]\n'

/** OTP doors of CCMS, both or one, that take an app only, from a day on. */
function appOnlyFrom(day: string, leads = [ONLINE, OVERNIGHT]): InForce {
  const step = `    channels: [{ source: assumed, from: ${day}, accepted: [app] }]\n`
  const source = editedIn(parallelSource, ...leads.map((line) => [line, line + step] as const))
  return { ...approved, programme: parsed(source) }
}

describe('beside his card somebody lacks', () => {
  it.each<[string, InForce, Facts, string, readonly string[]]>([
    ['nothing, who gets in by OTP too', beside, user, MONDAY, []],
    ['initiation, who could initiate', beside, uninitiated(user), MONDAY, ['not-initiated']],
    ['initiation and an email', beside, noEmail, MONDAY, ['not-initiated', 'no-email']],
    ['an accepted channel', appOnlyFrom('2023-06-12 Mon'), user, MONDAY, ['channel-refused']],
    ['nothing, where one of two doors takes it', appOnlyFrom('2023-06-12 Mon', [ONLINE]), user, MONDAY, []],
    ['nothing, while his channel is accepted', appOnlyFrom('2023-06-19 Mon'), user, MONDAY, []],
    ['the same, as an administrator', beside, uninitiated(administrator), MONDAY, ['not-initiated']],
    ['nothing, before any OTP door opens, who has initiated', beside, user, '06-09 10:00', []],
    ['initiation, before any OTP door opens', beside, uninitiated(user), '06-09 10:00', ['not-initiated']],
    ['nothing for an attempt lock', beside, { ...user, lockedUntil: hongKong('06-12 08:00') }, MONDAY, []],
    [
      'initiation, to the last instant of cards',
      beside,
      noEmail,
      '09-29 23:59',
      ['not-initiated', 'no-email'],
    ],
    ['nothing, when no card leads in any more', beside, noEmail, '09-30 00:00', []],
    ['nothing, where 2FA has replaced the card', approved, noEmail, MONDAY, []],
    ['nothing, suspended', beside, { ...noEmail, status: 'suspended' }, MONDAY, []],
    ['nothing, with no right to any function', beside, { ...noEmail, functions: [] }, MONDAY, []],
  ])('%s', (_, inForce, facts, at, expected) => {
    expect(lacks(inForce, facts, at)).toEqual(expected)
  })

  it('every right, whose role no OTP door admits', () => {
    const doors = parallel.doors.map((door) => (door.means === 'otp' ? { ...door, admits: [] } : door))
    expect(lacks({ ...beside, programme: { ...parallel, doors } }, user, MONDAY)).toEqual(['not-entitled'])
  })
})
