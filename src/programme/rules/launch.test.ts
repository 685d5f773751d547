import { describe, expect, it } from 'vitest'
import { decided, edited, hongKong, parsed, seoch } from '../../../test/support/programme-samples.ts'
import type { Programme } from '../programme.ts'
import type { LaunchDecision } from './in-force.ts'
import { courseOfPlan, isLaunched } from './launch.ts'
import { SOMEBODY } from './who.ts'

const firm = parsed(edited(['status: tentative', 'status: firm']))

function state(at: string, ...decisions: readonly LaunchDecision[]) {
  return stateOf(seoch, at, decisions)
}

function stateOf(programme: Programme, at: string, decisions: readonly LaunchDecision[]) {
  return courseOfPlan({ programme, decisions }, programme.launch, hongKong(at)).state
}

describe('a tentative launch', () => {
  it('is open until the decision time, and lapses after it without a go', () => {
    expect(state('06-11 18:00')).toBe('open')
    expect(state('06-11 18:00:01')).toBe('lapsed')
  })

  it('is approved from the instant of the go on, not before', () => {
    const go = decided('go', '06-11 12:00')
    expect(state('06-11 11:59:59', go)).toBe('open')
    expect(state('06-11 12:00', go)).toBe('approved')
  })

  it('takes a go at the decision time, and none a second later', () => {
    expect(state('06-12 07:30', decided('go', '06-11 18:00'))).toBe('approved')
    expect(state('06-12 07:30', decided('go', '06-11 18:00:01'))).toBe('lapsed')
  })

  it('goes by the last decision', () => {
    const first = decided('go', '06-11 10:00')
    const stop = decided('no-go', '06-11 11:00')
    expect(state('06-12 07:30', first, stop)).toBe('stopped')
    expect(state('06-12 07:30', first, stop, decided('go', '06-11 12:00'))).toBe('approved')
  })

  it('is stopped by a no-go until the switch, and not by one after it', () => {
    const go = decided('go', '06-11 12:00')
    expect(state('06-12 07:30', go, decided('no-go', '06-11 23:59:59'))).toBe('stopped')
    expect(state('06-12 07:30', go, decided('no-go', '06-12 00:00'))).toBe('approved')
  })

  it('is not approved by one person alone', () => {
    const alone = { ...decided('go', '06-11 12:00'), checker: 'OPMAKER1' }
    expect(state('06-12 07:30', alone)).toBe('lapsed')
  })

  it('switches at its instant', () => {
    const inForce = { programme: seoch, decisions: [decided('go', '06-11 12:00')] }
    expect(isLaunched(inForce, SOMEBODY, hongKong('06-11 23:59:59'))).toBe(false)
    expect(isLaunched(inForce, SOMEBODY, hongKong('06-12 00:00'))).toBe(true)
  })
})

describe('a firm launch', () => {
  it('needs no go, and is stopped by a no-go', () => {
    expect(stateOf(firm, '06-12 07:30', [])).toBe('approved')
    expect(stateOf(firm, '06-12 07:30', [decided('no-go', '06-11 20:00')])).toBe('stopped')
  })
})
