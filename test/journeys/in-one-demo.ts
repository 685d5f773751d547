import { afterAll, afterEach, expect, vi } from 'vitest'
import { stopTheDemo, theDemo } from '../support/demo-for-journeys.ts'
import { closeTerminals } from './terminal.ts'

/**
 * The journeys of one file share one demo and one browser, one after the other: the demo clock is everybody's. After
 * each its terminals are closed, the clock is put back, and what went wrong anywhere is asked for.
 */
export function inOneDemo(): void {
  vi.setConfig({ testTimeout: 300_000 })
  afterEach(async () => {
    const faults = await closeTerminals()
    const demo = await theDemo()
    await demo.clock.restore()
    expect(
      [...faults, ...demo.takeFaults()],
      'what went wrong in the browser or was reported by the program',
    ).toEqual([])
  })
  afterAll(stopTheDemo)
}
