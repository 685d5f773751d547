import type { RequestNumber } from '../../src/kernel/ids.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { BranchWork } from '../../src/sites/branch-work.ts'
import { discardBranch, openBranch } from '../../src/sites/changes.ts'
import { type CopyingControl, copyingControl } from './copying-control.ts'
import type { TestNode } from './node.ts'
import { hongKong } from './programme-samples.ts'
import { type Desk, deskOf, numberOf } from './requests.ts'

const KINDS = { open: openBranch, discard: discardBranch }

/** Session 2's branches over a node's database, and who may open and discard them. */
export interface Branches {
  readonly control: CopyingControl
  readonly desk: Desk
  /** A request that two operators approved: to be run from noon of that Saturday to the next, unless it is said when. */
  approved(deed: keyof typeof KINDS, from?: string, until?: string): Promise<RequestNumber>
  work(more?: Partial<BranchWork>): BranchWork
  stop(): Promise<void>
}

export function branchesOf(test: TestNode): Branches {
  const desk = deskOf(test)
  const control = copyingControl(test.db)
  const session = test.node.world.programme.sessions.find((one) => !one.carriedForward)?.id
  return {
    ...{ control, desk },
    approved: async (deed, from = '06-10 12:00', until = '06-11 12:00') => {
      const input = { session, from: hongKong(from), until: hongKong(until) }
      const number = numberOf(await desk.askFor('OPSMAK01', '', KINDS[deed], input))
      const decided = await desk.decide('OPSCHK01', null, number)
      if (decided !== 'applied') throw new Error(decided)
      return number
    },
    work: (more = {}) => ({
      ...{
        control,
        authority: test.database,
        authorityUrl: test.db.url,
        clock: test.clock,
        by: 'root@dc2',
        told: () => {},
      },
      audit: { epoch: test.node.world.epoch, randomness: systemRandomness },
      ...more,
    }),
    stop: () => control.stop(),
  }
}
