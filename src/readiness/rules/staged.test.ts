import { describe, expect, it } from 'vitest'
import {
  approved,
  hongKong,
  parallel,
  staged,
  uninitiated,
  user,
} from '../../../test/support/programme-samples.ts'
import type { InForce } from '../../programme/rules/in-force.ts'
import { standingAt } from './standing-at.ts'
import { timeline } from './timeline.ts'

const noEmail = { ...uninitiated(user), emailRegistered: false }
const beside: InForce = { ...approved, programme: parallel }

describe('a launch with a parallel run', () => {
  it('locks nobody out on its morning who has a card, and does after the last smartcard day', () => {
    const [last] = parallel.launch.parallelRun?.lastSmartcardDays ?? []
    if (last === undefined) throw new Error('the second file has a last smartcard day')
    expect(standingAt(beside, noEmail, hongKong('06-12 07:00')).name).toBe('gets-in')
    expect(standingAt(beside, noEmail, last.closesAt.subtract({ seconds: 1 })).name).toBe('gets-in')
    expect(standingAt(beside, noEmail, last.closesAt).name).toBe('locked-out')
    expect(timeline(beside).some(({ at, title }) => at.equals(last.closesAt) && title !== null)).toBe(true)
  })
})

describe('waves', () => {
  it('have their own switch in the timeline', () => {
    const inForce: InForce = { ...approved, programme: staged }
    expect(staged.launch.waves.length).toBeGreaterThan(0)
    for (const { switchesAt } of staged.launch.waves)
      expect(timeline(inForce).some(({ at }) => at.equals(switchesAt))).toBe(true)
  })
})
