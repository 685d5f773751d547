import { describe, expect, it } from 'vitest'
import { decided, go, hongKong, seoch, signed, user } from '../../../test/support/programme-samples.ts'
import type { SystemId } from '../../kernel/ids.ts'
import type { LaunchDecision } from '../../programme/rules/in-force.ts'
import { isLaunched } from '../../programme/rules/launch.ts'
import { supposeDecisions } from './decisions-supposed.ts'

const noGo = decided('no-go', '06-11 12:00')
const other: LaunchDecision = {
  ...signed('06-11 12:30'),
  ...{ kind: 'grace', of: { participant: 'HLS' }, system: 'ccms' as SystemId, businessDays: 3 },
}
const postponed: LaunchDecision = {
  ...signed('06-11 13:00'),
  ...{ kind: 'postponement', of: 'everybody' },
  ...{ switchesAt: hongKong('06-19 00:00'), decideBy: hongKong('06-18 18:00') },
}
const rolledBack: LaunchDecision = { ...signed('06-12 09:00'), kind: 'rollback', of: 'everybody' }

describe('a simulation goes by', () => {
  it.each([
    ['recorded decisions where the launch has been decided', 'by-file', [go], 'recorded', [go]],
    ['a no-go as well', 'by-file', [noGo], 'recorded', [noGo]],
    ['a rollback as well', 'by-file', [go, rolledBack], 'recorded', [go, rolledBack]],
    ['none where none are wanted', 'none', [go], 'none', []],
    ['recorded ones where those are wanted, decided or not', 'live', [], 'recorded', []],
  ] as const)('%s', (_, wanted, recorded, supposed, decisions) => {
    expect(supposeDecisions(seoch, wanted, recorded)).toEqual({
      supposed,
      inForce: { programme: seoch, decisions },
    })
  })

  it.each([
    ['undecided', 'by-file', []],
    ['wanted so', 'go', [noGo]],
  ] as const)('a go in time where it is %s: the launch happens', (_, wanted, recorded) => {
    const { inForce, supposed } = supposeDecisions(seoch, wanted, recorded)
    expect(supposed).toBe('go')
    expect(isLaunched(inForce, user, hongKong('06-12 00:00'))).toBe(true)
  })

  it('a go for the new day where everybody was postponed: the go before says nothing any more', () => {
    const { inForce, supposed } = supposeDecisions(seoch, 'by-file', [go, postponed])
    expect(supposed).toBe('go')
    expect(isLaunched(inForce, user, hongKong('06-12 00:00'))).toBe(false)
    expect(isLaunched(inForce, user, hongKong('06-19 00:00'))).toBe(true)
  })

  it('and by what else was recorded, in either case', () => {
    expect(supposeDecisions(seoch, 'by-file', [other]).inForce.decisions).toContain(other)
  })
})
