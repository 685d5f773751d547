import { describe, expect, it } from 'vitest'
import {
  administrator,
  approved,
  door,
  edited,
  go,
  hongKong,
  parsed,
  uninitiated,
  user,
} from '../../../test/support/programme-samples.ts'
import type { FunctionId } from '../../kernel/ids.ts'
import { decide } from './decide.ts'
import type { Facts } from './facts.ts'

const MONDAY = hongKong('06-12 10:00')
const SESSION_1 = hongKong('06-10 18:05')

function met(facts: Facts, id: string, at = MONDAY, inForce = approved) {
  const { outcome, functions, reasons } = decide(inForce, facts, door(id), 'primary', at)
  return { outcome, functions, codes: reasons.map(({ code }) => code) }
}

function refusedFor(...codes: readonly string[]) {
  return { outcome: 'refused', functions: [], codes }
}

const someone: readonly (readonly [string, Facts, string, readonly string[]])[] = [
  ['suspended', { ...user, status: 'suspended' }, 'ccms.otp.online', ['suspended']],
  ['removed', { ...user, status: 'removed' }, 'ccms.otp.online', ['suspended']],
  ['an administrator at a door for users', administrator, 'ccms.otp.online', ['not-entitled']],
  ['a user at the door of DMS', user, 'dms.otp', ['not-entitled']],
  ['without the function', { ...user, functions: [] }, 'ccms.otp.online', ['not-entitled']],
  ['locked', { ...user, lockedUntil: hongKong('06-12 10:00:01') }, 'ccms.otp.online', ['locked']],
  ['not initiated', uninitiated(user), 'ccms.otp.online', ['not-initiated']],
  [
    'not initiated, no email',
    { ...uninitiated(user), emailRegistered: false },
    'ccms.otp.online',
    ['not-initiated', 'no-email'],
  ],
  [
    'initiating without an email',
    { ...uninitiated(user), emailRegistered: false },
    'ccms.initiation',
    ['no-email'],
  ],
  ['initiating twice', user, 'ccms.initiation', ['not-entitled']],
  [
    'initiating while suspended',
    { ...uninitiated(user), status: 'suspended' },
    'ccms.initiation',
    ['suspended'],
  ],
  [
    'in every way',
    { ...uninitiated(user), status: 'suspended', roles: [], functions: [], emailRegistered: false },
    'ccms.otp.online',
    ['suspended', 'not-entitled', 'not-initiated', 'no-email'],
  ],
]

describe('who is kept out of an open door', () => {
  it.each(someone)('%s', (_, facts, id, codes) => {
    expect(met(facts, id)).toEqual(refusedFor(...codes))
  })

  it('is told what a second initiation needs', () => {
    const { reasons } = decide(approved, user, door('ccms.initiation'), 'primary', MONDAY)
    expect(reasons[0]).toEqual({
      code: 'not-entitled',
      source: 'directory',
      text: {
        en: '2FA is already set up; a reset is needed.',
        'zh-Hant': '雙重認證已設定；如要重新設定，須先重設。',
      },
    })
  })

  it('is let in at the very instant a lock ends', () => {
    expect(met({ ...user, lockedUntil: MONDAY }, 'ccms.otp.online').outcome).toBe('signed-in')
    const { nextChange } = decide(
      approved,
      { ...user, lockedUntil: hongKong('06-12 10:01:30') },
      door('ccms.otp.online'),
      'primary',
      MONDAY,
    )
    expect(nextChange).toEqual(hongKong('06-12 10:01:30'))
  })

  it('does not keep a card or an initiation out: a lock is on OTP logon only', () => {
    const lockedUntil = hongKong('06-10 23:00')
    expect(met({ ...user, lockedUntil }, 'ccms.card', SESSION_1).outcome).toBe(
      'signed-in-function-not-available',
    )
    expect(met({ ...uninitiated(user), lockedUntil }, 'ccms.initiation', SESSION_1).outcome).toBe('signed-in')
  })

  it('never needs 2FA for a card', () => {
    const card = { ...uninitiated(user), emailRegistered: false }
    expect(met(card, 'ccms.card', SESSION_1).outcome).toBe('signed-in-function-not-available')
  })

  it('needs a card for a card door, where it was asked whether there is one', () => {
    const without = { ...user, holdsCard: false }
    expect(met(without, 'ccms.card', SESSION_1)).toEqual(refusedFor('no-card'))
    expect(met(without, 'ccms.otp.online').outcome).toBe('signed-in')
    const unasked = { ...user, holdsCard: null }
    expect(met(unasked, 'ccms.card', SESSION_1).outcome).toBe('signed-in-function-not-available')
  })

  it('needs no registered email once initiated with another channel', () => {
    const byApp: Facts = { ...user, channels: ['app'], emailRegistered: false }
    expect(met(byApp, 'ccms.otp.online').outcome).toBe('signed-in')
  })

  it('gets in with one function of the two behind a card door, and sees only that one', () => {
    const one = { ...user, functions: ['ccms.overnight'] as FunctionId[] }
    expect(met(one, 'ccms.card', hongKong('06-09 10:00'))).toEqual({
      outcome: 'signed-in',
      functions: ['ccms.overnight'],
      codes: [],
    })
    expect(met(one, 'ccms.otp.online')).toEqual(refusedFor('not-entitled'))
  })
})

describe('a firm that has not registered for the connectivity test', () => {
  const walkIn = { ...user, registeredFor: [] }

  it('is let in and marked where registration is asked for', () => {
    expect(met(walkIn, 'ccms.otp.online', SESSION_1)).toEqual({
      outcome: 'signed-in-function-not-available',
      functions: [],
      codes: ['not-registered', 'outside-service-hours'],
    })
  })

  it('is refused where registration is required, but never at an initiation door', () => {
    const programme = parsed(edited(['admitted: true', 'admitted: false']))
    const strict = { programme, decisions: [go] }
    expect(met(walkIn, 'ccms.otp.online', SESSION_1, strict)).toEqual(refusedFor('not-registered'))
    expect(met(uninitiated(walkIn), 'ccms.initiation', SESSION_1, strict)).toEqual({
      outcome: 'signed-in',
      functions: [],
      codes: [],
    })
  })

  it('is not even marked at an initiation door', () => {
    expect(met(uninitiated(walkIn), 'ccms.initiation', SESSION_1).codes).toEqual([])
  })

  it('is nobody outside the test', () => {
    expect(met(walkIn, 'ccms.otp.online').codes).toEqual([])
  })
})

describe('a door that takes some OTP channels only', () => {
  const programme = parsed(
    edited([
      '    leads_to: [ccms.online]\n',
      '    leads_to: [ccms.online]\n    channels: [{ source: assumed, accepted: [app, passkey] }]\n',
    ]),
  )
  const choosy = { programme, decisions: [go] }

  it('refuses who has none of them, and takes who has one', () => {
    expect(met(user, 'ccms.otp.online', MONDAY, choosy)).toEqual(refusedFor('channel-refused'))
    expect(met({ ...user, channels: ['email', 'app'] }, 'ccms.otp.online', MONDAY, choosy).outcome).toBe(
      'signed-in',
    )
    expect(met(user, 'ccms.otp.overnight', MONDAY, choosy).outcome).toBe('signed-in')
    expect(met(uninitiated(user), 'ccms.otp.online', MONDAY, choosy)).toEqual(refusedFor('not-initiated'))
  })
})
