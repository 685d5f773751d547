import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edited, hongKong, parsed, seoch, undecided } from '../../../test/support/programme-samples.ts'
import type { SiteId, UserId } from '../../kernel/ids.ts'
import { check } from './check.ts'
import { decide } from './decide.ts'
import { doorState } from './door-state.ts'
import type { Facts } from './facts.ts'
import { standingDoors } from './standing-doors.ts'

const SITES: readonly SiteId[] = ['primary', 'secondary']

/** Somebody of this role alone, in no firm and no user group. */
function of(role: string, other: Partial<Facts> = {}): Facts {
  return {
    ...{
      userId: 'SOMEBODY' as UserId,
      participants: [],
      roles: [role],
      status: 'active',
      emailRegistered: true,
    },
    ...{
      initiated: true,
      channels: ['app'],
      lockedUntil: null,
      holdsCard: true,
      functions: [],
      registeredFor: [],
      enteredAt: null,
    },
    ...other,
  }
}

describe('a door of the house', () => {
  const moments = fc
    .integer({ min: 0, max: 365 * 24 * 60 })
    .map((minutes) => hongKong('01-01 00:00').add({ minutes }))

  it('is open at every site and moment of the calendar and beyond it, in test sessions too, and promises no end', () => {
    const instants = [
      ...seoch.sessions.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]),
      hongKong('06-12 00:00'),
    ]
    fc.assert(
      fc.property(fc.oneof(moments, fc.constantFrom(...instants)), fc.constantFrom(...SITES), (at, site) => {
        for (const door of standingDoors)
          expect(doorState(undecided, door.id, site, at)).toEqual({
            open: true,
            opensAt: null,
            closesAt: null,
            because: null,
          })
      }),
    )
  })

  it('lets in whom it admits, to a function without hours, and nobody else', () => {
    const roles = [
      'client-connect',
      'operator-maker',
      'operator-checker',
      'hotline',
      'auditor',
      'user',
      'da-maker',
    ]
    const at = hongKong('06-11 03:00')
    for (const door of standingDoors.filter(({ means }) => means === 'otp'))
      for (const role of roles) {
        const { outcome, functions } = decide(undecided, of(role), door.id, 'primary', at)
        const admitted = door.admits.includes(role)
        expect([door.id, role, outcome, functions]).toEqual([
          door.id,
          role,
          admitted ? 'signed-in' : 'refused',
          admitted ? door.leadsTo : [],
        ])
      }
  })

  it.each([
    ['suspended', { status: 'suspended' }],
    ['not initiated', { initiated: false, channels: [] }],
    ['locked', { lockedUntil: hongKong('06-11 03:30') }],
  ] as const)('keeps out who is %s', (_, other) => {
    for (const door of standingDoors.filter(({ means }) => means === 'otp'))
      for (const role of door.admits)
        expect(decide(undecided, of(role, other), door.id, 'primary', hongKong('06-11 03:00')).outcome).toBe(
          'refused',
        )
  })

  it('works on the authoritative data: what is changed behind it stays, at the secondary site in Session 2 too', () => {
    const kept = (site: SiteId, at: string) =>
      standingDoors.map(
        ({ id, admits }) => decide(undecided, of(admits[0] ?? ''), id, site, hongKong(at)).carriedForward,
      )
    expect(
      new Set([
        ...kept('secondary', '06-10 22:30'),
        ...kept('primary', '06-10 18:30'),
        ...kept('primary', '06-10 22:30'),
      ]),
    ).toEqual(new Set([true]))
  })

  it('is declared by no file: its id there is an error, with its place', () => {
    const file = edited(['  dms.initiation:\n', '  ops:\n'])
    const found = check(parsed(file)).filter(({ reason }) => reason.includes('stands in every programme'))
    expect(found).toHaveLength(1)
    expect(found[0]?.severity).toBe('error')
    expect(found[0]?.line).toBeGreaterThan(100)
  })
})
