import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { POLL_MILLISECONDS, runTurns } from './run-turns.ts'

/** Hands out turns one by one; each ends when the test says how many mails it claimed. */
function turns() {
  const open: PromiseWithResolvers<number>[] = []
  let running = 0
  let most = 0
  return {
    begun: () => open.length,
    most: () => most,
    end: async (claimed: number | Error) => {
      const last = open.at(-1)
      if (claimed instanceof Error) last?.reject(claimed)
      else last?.resolve(claimed)
      await vi.advanceTimersByTimeAsync(0)
    },
    deliver: () => {
      most = Math.max(most, ++running)
      const turn = Promise.withResolvers<number>()
      open.push(turn)
      return turn.promise.finally(() => running--)
    },
  }
}

const FULL = 20
const fail = (fault: unknown) => expect.unreachable(String(fault))

describe('work taken in turns', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('sends at once when nudged, and each half second without', async () => {
    const each = turns()
    const running = runTurns({ take: each.deliver, batch: FULL, onFault: fail })
    running.nudge()
    expect(each.begun()).toBe(1)
    await each.end(1)
    await vi.advanceTimersByTimeAsync(POLL_MILLISECONDS)
    expect(each.begun()).toBe(2)
    await each.end(0)
    await Promise.all([running.stop(), each.end(0)])
  })

  it('never runs two turns at a time, and answers nudges during a turn by one more', async () => {
    const each = turns()
    const running = runTurns({ take: each.deliver, batch: FULL, onFault: fail })
    for (let n = 0; n < 5; n++) running.nudge()
    await vi.advanceTimersByTimeAsync(10 * POLL_MILLISECONDS)
    expect(each.begun()).toBe(1)
    await each.end(1)
    expect(each.begun()).toBe(2)
    await each.end(0)
    expect(each.begun()).toBe(2)
    await Promise.all([running.stop(), each.end(0)])
    expect(each.most()).toBe(1)
  })

  it('goes on at once while batches are full', async () => {
    const each = turns()
    const running = runTurns({ take: each.deliver, batch: FULL, onFault: fail })
    running.nudge()
    for (let n = 1; n <= 3; n++) {
      expect(each.begun()).toBe(n)
      await each.end(FULL)
    }
    await each.end(FULL - 1)
    expect(each.begun()).toBe(4)
    await Promise.all([running.stop(), each.end(0)])
  })

  it('survives a fault, says so, and tries at the next poll', async () => {
    const each = turns()
    const faults: unknown[] = []
    const running = runTurns({ take: each.deliver, batch: FULL, onFault: (fault) => faults.push(fault) })
    running.nudge()
    await each.end(new Error('database gone'))
    expect(faults).toEqual([new Error('database gone')])
    await vi.advanceTimersByTimeAsync(POLL_MILLISECONDS)
    expect(each.begun()).toBe(2)
    await each.end(0)
    await Promise.all([running.stop(), each.end(0)])
  })

  it('on stop finishes the turn that runs, takes a last one for what was queued meanwhile, and then no more', async () => {
    const each = turns()
    const running = runTurns({ take: each.deliver, batch: FULL, onFault: fail })
    running.nudge()
    let stopped = false
    const stopping = running.stop().then(() => {
      stopped = true
    })
    await each.end(1)
    expect([each.begun(), stopped]).toEqual([2, false])
    await each.end(0)
    await stopping
    running.nudge()
    await vi.advanceTimersByTimeAsync(10 * POLL_MILLISECONDS)
    expect(each.begun()).toBe(2)
  })
})
