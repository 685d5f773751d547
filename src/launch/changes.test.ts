import { describe, expect, it } from 'vitest'
import { hongKong, seoch as programme } from '../../test/support/programme-samples.ts'
import type { Course, LaunchState } from '../programme/rules/launch.ts'
import { decideLaunch, rollBackLaunch } from './changes.ts'
import type { LaunchAsSeen } from './look-at-launch.ts'

const { switchesAt, decision } = programme.launch
const at = hongKong('06-11 17:00')

function seen(state: LaunchState): LaunchAsSeen {
  const course: Course = { state, switchesAt, source: 'decision', decideBy: decision.decideBy }
  const branches = { undiscarded: null, unexplained: null, discarded: [] }
  return { about: programme.id, course, revision: 1, concerns: [], branches, programme, at }
}

const STANDS: readonly (readonly [LaunchState, string | null])[] = [
  ['open', null],
  ['lapsed', null],
  ['approved', 'go'],
  ['stopped', 'no-go'],
  ['rolled-back', 'rollback'],
]

describe('a decision on the launch shows its checker what stands, beside what is asked for', () => {
  it.each(STANDS)('where the launch is %s: %s', (state, before) => {
    const says = { programmeId: programme.id, remark: '' }
    const go = decideLaunch.propose({ ...says, decision: 'go' }, seen(state))
    const back = rollBackLaunch.propose({ ...says, of: 'everybody' }, seen(state))
    expect(go).toMatchObject({ value: { lines: [{ field: 'decision', before, after: 'go' }, {}] } })
    expect(back).toMatchObject({ value: { lines: [{ field: 'decision', before, after: 'rollback' }, {}] } })
  })
})
