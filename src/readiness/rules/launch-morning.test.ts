import { describe, expect, it } from 'vitest'
import { approved, edited, hongKong, parsed, postponed } from '../../../test/support/programme-samples.ts'
import type { InForce } from '../../programme/rules/in-force.ts'
import { launchMorning } from './launch-morning.ts'

const switched = (time: string): InForce => ({
  ...approved,
  programme: parsed(
    edited(['switch: { source: assumed, time: 00:00 }', `switch: { source: assumed, time: ${time} }`]),
  ),
})

describe('launch morning', () => {
  it('is when the first function opens, not the one most people use', () => {
    expect(launchMorning(approved)).toEqual(hongKong('06-12 07:00'))
  })

  it('is never before the switch: until then the old doors let everybody in', () => {
    expect(launchMorning(switched('07:15'))).toEqual(hongKong('06-12 07:15'))
    expect(launchMorning(switched('23:30'))).toEqual(hongKong('06-12 23:30'))
  })

  it('is on the new day where the launch was postponed', () => {
    expect(launchMorning({ ...approved, decisions: [postponed] })).toEqual(hongKong('06-19 07:00'))
  })
})
