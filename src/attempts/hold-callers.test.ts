import { describe, expect, it } from 'vitest'
import { holdCallers } from './hold-callers.ts'

/** Pauses that end when they are told to. */
function pauses() {
  const ends: (() => void)[] = []
  return { ends, pause: () => new Promise<void>((resolve) => ends.push(resolve)) }
}

describe('callers that are held', () => {
  it('are so many of a key and no more, until one is let go; another key has its own places', async () => {
    const { ends, pause } = pauses()
    const hold = holdCallers(pause, 2)
    const held = [hold('one', 5), hold('one', 5)]
    expect(await hold('one', 5)).toBe(false)
    const other = hold('other', 5)
    ends[0]?.()
    expect(await held[0]).toBe(true)
    const next = hold('one', 5)
    expect(await hold('one', 5)).toBe(false)
    for (const end of ends) end()
    expect(await Promise.all([held[1], other, next])).toEqual([true, true, true])
  })

  it('are not held at all for no time, however many there are', async () => {
    const hold = holdCallers(() => Promise.reject(new Error('paused')), 0)
    expect(await hold('one', 0)).toBe(true)
  })

  it('leave their place also when the pause is cut off', async () => {
    const hold = holdCallers(() => Promise.reject(new Error('cut off')), 1)
    await expect(hold('one', 5)).rejects.toThrow('cut off')
    await expect(hold('one', 5)).rejects.toThrow('cut off')
  })
})
