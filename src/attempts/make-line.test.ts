import { describe, expect, it } from 'vitest'
import { makeLine } from './make-line.ts'

const soon = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A turn that says when it begins and ends. */
function turn(log: string[], name: string): () => Promise<string> {
  return async () => {
    log.push(`${name} begins`)
    await soon()
    log.push(`${name} ends`)
    return name
  }
}

describe('a line', () => {
  it('lets callers of one key go one after the other, as they came', async () => {
    const inLine = makeLine()
    const log: string[] = []
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => inLine('key', turn(log, name))))
    expect(answers).toEqual(['a', 'b', 'c'])
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('holds nobody up for another key', async () => {
    const inLine = makeLine()
    const log: string[] = []
    await Promise.all([inLine('one', turn(log, 'a')), inLine('two', turn(log, 'b'))])
    expect(log).toEqual(['a begins', 'b begins', 'a ends', 'b ends'])
  })

  it('goes on after a turn that failed, which fails for its own caller only', async () => {
    const inLine = makeLine()
    const failed = inLine('key', () => Promise.reject(new Error('cut off')))
    const next = inLine('key', () => Promise.resolve('next'))
    await expect(failed).rejects.toThrow('cut off')
    expect(await next).toBe('next')
  })
})
