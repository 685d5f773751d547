import { describe, expect, it } from 'vitest'
import { DatabaseUnavailable } from '../db/database-unavailable.ts'
import { OutcomeUnknown } from '../db/outcome-unknown.ts'
import type { Reference } from '../kernel/ids.ts'
import { reportUnlessCut } from './report-unless-cut.ts'

const CUT = new Error('Connection terminated unexpectedly')
const FAULTS = {
  'a statement that was cut': new DatabaseUnavailable(CUT),
  'a commit that was cut': new OutcomeUnknown(CUT),
  'a bug': new TypeError('a bug'),
} as const

async function reported(fault: unknown, isOpen: boolean): Promise<readonly unknown[]> {
  const seen: unknown[] = []
  await reportUnlessCut(
    (what) => seen.push(what),
    async () => isOpen,
  )(fault, 'R-TEST' as Reference)
  return seen
}

describe('what a node over a branch reports', () => {
  it.each(Object.entries(FAULTS))('is %s, as long as the branch is open', async (_, fault) => {
    expect(await reported(fault, true)).toEqual([fault])
  })

  it('is, once somebody discards it, a bug, and no connection that was cut', async () => {
    expect(await reported(FAULTS['a statement that was cut'], false)).toEqual([])
    expect(await reported(FAULTS['a commit that was cut'], false)).toEqual([])
    expect(await reported(FAULTS['a bug'], false)).toEqual([FAULTS['a bug']])
  })
})
