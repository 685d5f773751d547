import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EmergencyPasscodeId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { EmergencyEnd, EmergencyStanding } from '../../kernel/vocabulary.ts'
import { EMERGENCY_PASSCODE } from './figures.ts'
import { judgeShowing } from './judge-showing.ts'
import { judgeUse } from './judge-use.ts'
import { standingOf } from './standing.ts'
import { whyNot } from './why-not.ts'

const GRANTED = Temporal.Instant.from('2023-06-12T00:10Z')
const ENDS = [
  null,
  'replaced',
  'expired',
  'suspended',
  'removed',
  'role-ended',
  'credentials-changed',
] as const
const anyEnd: fc.Arbitrary<EmergencyEnd | null> = fc.constantFrom(...ENDS)
const anyInstant: fc.Arbitrary<Instant> = fc
  .integer({ min: 0, max: 2 * 3600 })
  .map((seconds) => GRANTED.add({ seconds }))

const anyPasscode = fc.record({
  id: fc.constant('0190' as EmergencyPasscodeId),
  request: fc.constant(124),
  digest: fc.constant(Buffer.alloc(33)),
  drawn: fc.integer({ min: 0, max: 3 }),
  expiresAt: fc.constant(GRANTED.add(EMERGENCY_PASSCODE.lifetime)),
  spentAt: fc.option(fc.constant(GRANTED)),
  ended: anyEnd,
})

describe('an emergency passcode that is typed', () => {
  it('lets in exactly where it was drawn, matches, is not used, not over, and within its hour', () => {
    fc.assert(
      fc.property(fc.option(anyPasscode), fc.boolean(), anyInstant, (latest, matches, at) => {
        const counts =
          latest !== null &&
          matches &&
          latest.drawn > 0 &&
          latest.spentAt === null &&
          latest.ended === null &&
          at.since(GRANTED).total('seconds') < 3600
        expect(judgeUse(latest, () => matches, at).ok).toBe(counts)
      }),
    )
  })

  it('is compared whether there is one or not, once', () => {
    for (const latest of [null, { ...fc.sample(anyPasscode, 1)[0], ended: null }]) {
      let compared = 0
      judgeUse(latest as never, () => ++compared < 0, GRANTED)
      expect(compared).toBe(1)
    }
  })

  it('is wrong, and nothing else, to whoever does not know it, however it stands', () => {
    fc.assert(
      fc.property(fc.option(anyPasscode), anyInstant, (latest, at) => {
        expect(judgeUse(latest, () => false, at)).toEqual({ ok: false, refusal: 'wrong' })
      }),
    )
  })
})

describe('an emergency passcode that is to be shown', () => {
  const right = {
    standing: 'to-be-shown',
    isMaker: true,
    mayMake: true,
    drawn: 0,
    seen: 0,
    steppedUp: true,
  } as const

  it('is shown to its maker, entitled and stepped up, who saw how often it was; while it lives', () => {
    const standings: readonly EmergencyStanding[] = ['to-be-shown', 'in-force', 'used', 'expired', 'ended']
    const any = fc.record({
      standing: fc.constantFrom(...standings),
      ...{ isMaker: fc.boolean(), mayMake: fc.boolean(), steppedUp: fc.boolean() },
      ...{ drawn: fc.integer({ min: 0, max: 2 }), seen: fc.integer({ min: 0, max: 2 }) },
    })
    fc.assert(
      fc.property(any, (showing) => {
        const { standing, isMaker, mayMake, steppedUp, drawn, seen } = showing
        const lives = standing === 'to-be-shown' || standing === 'in-force'
        const shown = judgeShowing(showing) === null
        expect(shown).toBe(isMaker && mayMake && steppedUp && drawn === seen && lives)
      }),
    )
  })

  it.each([
    ['not-found', { isMaker: false, steppedUp: false }],
    ['not-entitled', { mayMake: false, standing: 'used' }],
    ['over', { standing: 'used', seen: 1 }],
    ['shown-meanwhile', { drawn: 1, steppedUp: false }],
    ['step-up', { steppedUp: false }],
  ] as const)('is refused as %s before anything that comes later', (refusal, other) => {
    expect(judgeShowing({ ...right, ...other })).toBe(refusal)
  })
})

describe('how far one has come', () => {
  it('goes one way: what is used, ended or expired stays so, at whatever later instant', () => {
    fc.assert(
      fc.property(anyPasscode, anyInstant, anyInstant, (passcode, one, other) => {
        const [earlier, later] = Temporal.Instant.compare(one, other) <= 0 ? [one, other] : [other, one]
        const before = standingOf(passcode, earlier)
        const over = before === 'used' || before === 'ended' || before === 'expired'
        if (over) expect(standingOf(passcode, later)).toBe(before)
      }),
    )
  })
})

describe('whom an emergency passcode would help', () => {
  it('is who is active and has set up 2FA', () => {
    expect(whyNot({ status: 'active', initiated: true })).toBeNull()
    expect(whyNot({ status: 'active', initiated: false })).toBe('not-initiated')
    for (const initiated of [true, false])
      expect([whyNot({ status: 'suspended', initiated }), whyNot({ status: 'removed', initiated })]).toEqual([
        'suspended',
        'suspended',
      ])
  })
})
