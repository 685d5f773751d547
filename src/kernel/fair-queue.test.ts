import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeFairQueue } from './fair-queue.ts'

/** Jobs that end when told to, and the order in which they began. */
function rig(limits: { running: number; waiting: number }) {
  const queue = makeFairQueue(limits)
  const begun: string[] = []
  const ends: (() => void)[] = []
  const ask = (key: string) =>
    queue.run(key, () => {
      begun.push(key)
      return new Promise<string>((resolve) => ends.push(() => resolve(key)))
    })
  /** Ends the oldest running job, and lets what follows from it happen. */
  const endOne = async () => {
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  return { begun, ask, endOne, running: () => ends.length }
}

describe('the fair queue', () => {
  it('runs no more at once than it may', async () => {
    const { ask, endOne, running, begun } = rig({ running: 2, waiting: 10 })
    const answers = Array.from({ length: 7 }, () => ask('a'))
    for (let ended = 0; ended < 7; ended++) {
      expect(running()).toBe(Math.min(2, 7 - ended))
      await endOne()
    }
    expect((await Promise.all(answers)).every(({ ok }) => ok)).toBe(true)
    expect(begun).toHaveLength(7)
  })

  it('gives each key its turn: a flood delays another by one job', async () => {
    const { ask, endOne, begun } = rig({ running: 1, waiting: 100 })
    for (let job = 0; job < 50; job++) void ask('flood')
    void ask('quiet')
    await endOne()
    await endOne()
    expect(begun).toEqual(['flood', 'flood', 'quiet'])
  })

  it('serves the jobs of one key in the order they came', async () => {
    const queue = makeFairQueue({ running: 1, waiting: 10 })
    const begun: number[] = []
    await Promise.all([0, 1, 2, 3].map((job) => queue.run('a', async () => begun.push(job))))
    expect(begun).toEqual([0, 1, 2, 3])
  })

  it('refuses a flood above its length, and keeps what waited', async () => {
    const { ask, endOne } = rig({ running: 1, waiting: 3 })
    const answers = Array.from({ length: 6 }, () => ask('flood'))
    for (let ended = 0; ended < 4; ended++) await endOne()
    expect((await Promise.all(answers)).map(({ ok }) => ok)).toEqual([true, true, true, true, false, false])
  })

  it('when full, drops the last of the longest key for a key that has less', async () => {
    const { ask, endOne } = rig({ running: 1, waiting: 3 })
    const flood = Array.from({ length: 4 }, () => ask('flood'))
    const quiet = ask('quiet')
    for (let ended = 0; ended < 4; ended++) await endOne()
    expect((await quiet).ok).toBe(true)
    expect((await Promise.all(flood)).map(({ ok }) => ok)).toEqual([true, true, true, false])
  })

  it('hands on what a job throws, and goes on with the next', async () => {
    const queue = makeFairQueue({ running: 1, waiting: 3 })
    const thrown = queue.run('a', () => Promise.reject(new Error('broken')))
    const next = queue.run('a', () => Promise.resolve(7))
    await expect(thrown).rejects.toThrow('broken')
    expect(await next).toEqual({ ok: true, value: 7 })
  })

  it('answers every job once, and no key waits for more than one job of each other key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 }), async (keys) => {
        const { ask, endOne, begun } = rig({ running: 1, waiting: 30 })
        const answers = keys.map(ask)
        for (const _ of keys) await endOne()
        expect(await Promise.all(answers)).toHaveLength(keys.length)
        // After the first, which met an idle queue: while two keys both wait, their turns alternate.
        const left = new Map(
          keys.map((key): [string, number] => [key, keys.filter((other) => other === key).length]),
        )
        for (const [turn, key] of begun.entries()) {
          const before = begun.slice(Math.max(1, turn - 2), turn)
          const others = [...left].filter(([other, count]) => other !== key && count > 0).length
          if (turn > 1 && others === 2) expect(before).not.toContain(key)
          left.set(key, (left.get(key) ?? 0) - 1)
        }
      }),
    )
  })
})
