import { describe, expect, it } from 'vitest'
import {
  administrator,
  approved,
  edited,
  hongKong,
  parallel,
  parsed,
  undecided,
  uninitiated,
  user,
} from '../../../test/support/programme-samples.ts'
import type { Facts } from '../../programme/rules/facts.ts'
import { standingAt } from './standing-at.ts'

const MONDAY = hongKong('06-12 07:00')
const noEmail = { ...uninitiated(user), emailRegistered: false }

describe('on launch morning', () => {
  it.each<[string, Facts, string, readonly string[]]>([
    ['who has initiated gets in', user, 'gets-in', []],
    ['who can initiate is not ready', uninitiated(user), 'not-ready', ['not-initiated']],
    ['who has no email is locked out', noEmail, 'locked-out', ['not-initiated', 'no-email']],
    [
      'a Delegated Administrator without one too',
      { ...uninitiated(administrator), emailRegistered: false },
      'locked-out',
      ['not-initiated', 'no-email'],
    ],
    ['who has no function is locked out', { ...user, functions: [] }, 'locked-out', ['not-entitled']],
    [
      'who is locked by tries is, then',
      { ...user, lockedUntil: hongKong('06-12 07:05') },
      'locked-out',
      ['locked'],
    ],
    ['whose lock is over gets in', { ...user, lockedUntil: hongKong('06-12 07:00') }, 'gets-in', []],
    ['who is suspended is suspended', { ...user, status: 'suspended' }, 'suspended', ['suspended']],
    [
      'who has one of two functions lacks nothing',
      { ...user, functions: ['ccms.online'] as unknown as Facts['functions'] },
      'gets-in',
      [],
    ],
  ])('%s', (_, facts, name, lacks) => {
    expect(standingAt(approved, facts, MONDAY)).toMatchObject({ name, lacks })
  })

  it('nobody is locked out for want of 2FA while the launch is not approved: the card leads in', () => {
    expect(standingAt(undecided, noEmail, MONDAY)).toMatchObject({ name: 'gets-in', doors: ['ccms.card'] })
  })

  it('an open card door gets in nobody who holds no card: he lacks it where nothing else is open to him', () => {
    const withoutCard = { ...noEmail, holdsCard: false }
    expect(standingAt(undecided, withoutCard, MONDAY)).toMatchObject({
      name: 'locked-out',
      lacks: ['no-card'],
    })
    const beside = { ...approved, programme: parallel }
    const inSession = standingAt(beside, { ...uninitiated(user), holdsCard: false }, MONDAY)
    expect(inSession).toMatchObject({ name: 'not-ready', lacks: ['not-initiated'], lacksBesideCard: [] })
  })

  it('who has one means refused at one door gets in by the other, and both are told', () => {
    const programme = parsed(
      edited([
        '    leads_to: [ccms.online]\n',
        '    leads_to: [ccms.online]\n    channels: [{ source: assumed, accepted: [app] }]\n',
      ]),
    )
    const { name, doors, channelRefused } = standingAt({ ...approved, programme }, user, MONDAY)
    expect({ name, doors, channelRefused }).toEqual({
      name: 'gets-in',
      doors: ['ccms.otp.overnight'],
      channelRefused: ['ccms.otp.online'],
    })
  })
})

describe('at other times', () => {
  it('a door of the secondary leads in as well as one of the primary', () => {
    expect(standingAt(approved, user, hongKong('06-10 22:30')).doors).toContain('ccms.otp.online')
  })

  it('waits, and needs nobody, for whom every door is closed and one opens by the calendar', () => {
    const noCards = edited(
      ['admits: [user]\n    ordinarily: { sites: [primary], until: launch }', 'admits: [user]'],
      [
        'admits: [da-maker, da-checker, da-single]\n    ordinarily: { sites: [primary], until: launch }',
        'admits: [da-maker, da-checker, da-single]',
      ],
    )
    const programme = parsed(noCards)
    const at = (time: string) => standingAt({ ...approved, programme }, user, hongKong(time)).name
    expect(at('06-10 17:00')).toBe('waiting')
    expect(at('06-12 07:00')).toBe('gets-in')
    expect(standingAt({ programme, decisions: [] }, user, MONDAY)).toMatchObject({
      name: 'locked-out',
      lacks: expect.arrayContaining(['launch-not-approved']),
    })
  })
})
