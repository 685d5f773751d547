import { describe, expect, it } from 'vitest'
import { decided, go, hongKong, postponed, seoch, signed } from '../../../test/support/programme-samples.ts'
import type { SystemId } from '../../kernel/ids.ts'
import type { LaunchDecision } from '../../programme/rules/in-force.ts'
import { isLaunched } from '../../programme/rules/launch.ts'
import { SOMEBODY } from '../../programme/rules/who.ts'
import { supposeDecisions } from './decisions-supposed.ts'

const noGo = decided('no-go', '06-11 12:00')
const other: LaunchDecision = {
  ...{ kind: 'grace', of: { participant: 'HLS' }, system: 'ccms' as SystemId, businessDays: 3 },
  ...signed('06-11 13:00'),
}

describe('a simulation goes by', () => {
  it.each([
    ['recorded decisions where the launch has been decided', 'by-file', [go], 'recorded', [go]],
    ['a no-go as well', 'by-file', [noGo], 'recorded', [noGo]],
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
    expect(isLaunched(inForce, SOMEBODY, hongKong('06-12 00:00'))).toBe(true)
  })

  it('and by what else was recorded, in either case', () => {
    expect(supposeDecisions(seoch, 'by-file', [other]).inForce.decisions).toContain(other)
  })

  it('and after a postponement of everybody by a new go, in the new time', () => {
    const { inForce, supposed } = supposeDecisions(seoch, 'by-file', [go, postponed])
    expect(supposed).toBe('go')
    expect(isLaunched(inForce, SOMEBODY, hongKong('06-12 00:00'))).toBe(false)
    expect(isLaunched(inForce, SOMEBODY, hongKong('06-19 00:00'))).toBe(true)
  })
})
