import { describe, expect, it } from 'vitest'
import { approved, undecided } from '../../test/support/programme-samples.ts'
import type { InForceNow } from './read-in-force.ts'
import { recentInForce } from './recent-in-force.ts'

const before: InForceNow = { inForce: undecided, revision: 0 }
const after: InForceNow = { inForce: approved, revision: 1 }

describe('what is in force, as last heard,', () => {
  it('is read once while the feed is heard, again after news, and each time while it is silent', async () => {
    const state = { heard: true, reads: 0, now: before }
    const read = async () => {
      state.reads += 1
      return state.now
    }
    const recent = recentInForce(read, () => state.heard)
    expect([await recent.now(), await recent.now(), state.reads]).toEqual([before, before, 1])
    state.now = after
    recent.outdate()
    expect([await recent.now(), await recent.now(), state.reads]).toEqual([after, after, 2])
    state.heard = false
    state.now = before
    expect([await recent.now(), await recent.now(), state.reads]).toEqual([before, before, 4])
  })

  it('is not kept where news came while it was read', async () => {
    const answers: ((now: InForceNow) => void)[] = []
    const recent = recentInForce(
      () => new Promise((resolve) => answers.push(resolve)),
      () => true,
    )
    const early = recent.now()
    recent.outdate()
    answers[0]?.(before)
    expect(await early).toBe(before)
    const late = recent.now()
    answers[1]?.(after)
    expect(await late).toBe(after)
  })
})
