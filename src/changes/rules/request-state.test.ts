import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Chain, RequestState } from '../../kernel/vocabulary.ts'
import { OPEN, RESUBMITTED, stateAfter, type Verdict, verdictsOn, WAITING } from './request-state.ts'

const STATES: readonly RequestState[] = [
  ...OPEN,
  ...RESUBMITTED,
  ...(['applied', 'confirmed', 'lifted'] as const),
]
const state = fc.constantFrom(...STATES)
const verdict = fc.constantFrom<Verdict>('approve', 'reject', 'confirm', 'lift')
const chain = fc.constantFrom<Chain>('firm', 'connect', 'operators')
const verdicts = fc.array(verdict, { maxLength: 8 })

function walk(from: RequestState, on: Chain, said: readonly Verdict[]): readonly RequestState[] {
  const path: RequestState[] = []
  for (const one of said) {
    const next = stateAfter(path.at(-1) ?? from, one, on)
    if (next !== null) path.push(next)
  }
  return path
}

describe('the states of a request', () => {
  it('never go on from an end, nor come back to where they were', () => {
    fc.assert(
      fc.property(state, chain, verdicts, (from, on, said) => {
        const path = walk(from, on, said)
        if (!OPEN.includes(from)) expect(path).toEqual([])
        const all = [from, ...path]
        expect(new Set(all).size).toBe(all.length)
        for (const passed of all.slice(0, -1)) expect(OPEN).toContain(passed)
      }),
    )
  })

  it('reach `applied` by two approvals where an operator authorises, by one elsewhere, and by nothing else', () => {
    fc.assert(
      fc.property(chain, verdicts, (on, said) => {
        const path = walk('pending', on, said)
        if (path.at(-1) !== 'applied') return
        const needed = on === 'connect' ? 2 : 1
        expect(path).toHaveLength(needed)
        const first = said.filter((one) => one === 'approve' || one === 'reject').slice(0, needed)
        expect(first).toEqual(Array(needed).fill('approve'))
      }),
    )
  })

  it('of what restricts are confirmed or lifted, never approved, rejected or expired', () => {
    fc.assert(
      fc.property(chain, verdicts, (on, said) => {
        const end = walk('in-force', on, said).at(-1)
        expect([undefined, 'confirmed', 'lifted']).toContain(end)
      }),
    )
    expect(WAITING).not.toContain('in-force')
  })

  it('offer exactly the verdicts that lead on', () => {
    fc.assert(
      fc.property(state, verdict, chain, (from, said, on) => {
        expect(verdictsOn(from).includes(said)).toBe(stateAfter(from, said, on) !== null)
      }),
    )
  })
})
