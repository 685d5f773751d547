import { expect, it } from 'vitest'
import { ASK_EVERY_MILLISECONDS, isHeard } from './freshness.ts'

const HEARD = Temporal.Instant.from('2023-06-12T07:30+08:00')
const after = (milliseconds: number) => isHeard(HEARD, HEARD.add({ milliseconds }))

it('an answer kept is trusted for less than a second, and over an answer that was missed', () => {
  expect([after(0), after(2 * ASK_EVERY_MILLISECONDS), after(1_000)]).toEqual([true, true, false])
})

it('nothing is trusted that was never heard, nor by a clock that was set back', () => {
  expect([isHeard(null, HEARD), after(-1)]).toEqual([false, false])
})
