import { describe, expect, it } from 'vitest'
import { edited, hongKong, parsed, seoch } from '../../../test/support/programme-samples.ts'
import { launchMorning } from './launch-morning.ts'

const switched = (time: string) =>
  parsed(edited(['switch: { source: assumed, time: 00:00 }', `switch: { source: assumed, time: ${time} }`]))

describe('launch morning', () => {
  it('is when the first function opens, not the one most people use', () => {
    expect(launchMorning(seoch)).toEqual(hongKong('06-12 07:00'))
  })

  it('is never before the switch: until then the old doors let everybody in', () => {
    expect(launchMorning(switched('07:15'))).toEqual(hongKong('06-12 07:15'))
    expect(launchMorning(switched('23:30'))).toEqual(hongKong('06-12 23:30'))
  })
})
