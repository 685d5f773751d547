import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChannelKind, OWN_CHANGES } from '../../kernel/vocabulary.ts'
import { ADDS, type Changeable, CLOSES, mayChange } from './may-change.ts'

const both: Changeable = {
  channels: ['app', 'email'],
  taken: ['app', 'email'],
  useful: ['app', 'email'],
  email: 'c@example.hk',
  carriedForward: true,
}
const only = (kind: ChannelKind): Changeable => ({ ...both, channels: [kind], taken: [kind] })
const obstacles = (of: Changeable) => OWN_CHANGES.map((change) => mayChange(change, of))

describe('what stands in the way of a change', () => {
  it.each([
    ['both channels', both, [null, 'in-force-already', null, 'in-force-already', null, null]],
    ['an app alone', only('app'), [null, 'in-force-already', null, null, 'last-channel', 'not-in-force']],
    [
      'email alone',
      only('email'),
      [null, null, 'not-in-force', 'in-force-already', 'not-in-force', 'last-channel'],
    ],
    [
      'an app and no address',
      { ...only('app'), email: null },
      [null, 'in-force-already', null, 'no-email', 'last-channel', 'not-in-force'],
    ],
    [
      'both, at a door that takes the app alone',
      { ...both, taken: ['app'] as const },
      [null, 'in-force-already', null, 'in-force-already', 'last-channel', null],
    ],
    [
      'an app alone, where no door takes email',
      { ...only('app'), useful: ['app'] as const },
      [null, 'in-force-already', null, 'taken-nowhere', 'last-channel', 'not-in-force'],
    ],
    [
      'both, where no door takes the app any more',
      { ...both, taken: ['email'] as const, useful: ['email'] as const },
      [null, 'in-force-already', 'taken-nowhere', 'in-force-already', null, 'last-channel'],
    ],
    [
      'both, where nothing is carried forward',
      { ...both, carriedForward: false },
      [null, ...Array<string>(5).fill('not-carried-forward')],
    ],
  ])('of somebody with %s', (_, of, expected) => {
    expect(obstacles(of)).toEqual(expected)
  })

  it('never lets the last channel that opens this door go, adds none that no door takes, and changes none that is thrown away', () => {
    const kinds = fc.subarray<ChannelKind>(['app', 'email'])
    fc.assert(
      fc.property(kinds, kinds, kinds, fc.boolean(), (channels, accepted, useful, carriedForward) => {
        const taken = channels.filter((kind) => accepted.includes(kind))
        for (const change of OWN_CHANGES) {
          const of = { channels, taken, useful, email: 'c@example.hk', carriedForward }
          if (mayChange(change, of) !== null) continue
          expect([...useful, null]).toContain(ADDS[change])
          expect(taken.length).toBeGreaterThan(0)
          expect(change === 'password' || carriedForward).toBe(true)
          if (change.startsWith('remove'))
            expect(taken.filter((kind) => kind !== CLOSES[change]).length).toBeGreaterThan(0)
        }
      }),
    )
  })
})
