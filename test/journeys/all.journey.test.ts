import { afterAll, afterEach, expect, vi } from 'vitest'
import { stopTheDemo, theDemo } from '../support/demo-for-journeys.ts'
import { closeTerminals } from './terminal.ts'

// One file, so that all journeys share one demo and one browser, one after the other: the demo clock is everybody's.
// The accounts come first: what they are described as is how the demo begins.
import './accounts.journey.ts'
import './explain.journey.ts'
import './story.journey.ts'
import './closed-doors.journey.ts'
import './language.journey.ts'
import './clock.journey.ts'
import './strangers.journey.ts'
import './channels.journey.ts'
import './own-account.journey.ts'
import './harmless.journey.ts'
import './other-sites.journey.ts'
import './keyboard.journey.ts'
import './accessible.journey.ts'
import './watch.journey.ts'

vi.setConfig({ testTimeout: 120_000 })

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
