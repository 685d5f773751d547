import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CopyingControl, copyingControl } from '../../test/support/copying-control.ts'
import { setClock, type TestNode, testNode } from '../../test/support/node.ts'
import { hongKong } from '../../test/support/programme-samples.ts'
import { type Desk, deskOf } from '../../test/support/requests.ts'
import { withClient } from '../db/with-client.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import type { BranchWork } from './branch-work.ts'
import { discardBranch as discardKind, openBranch as openKind } from './changes.ts'
import { discardBranch } from './discard-branch.ts'
import { openBranch } from './open-branch.ts'
import { readBranch, readMark } from './read-branch.ts'
import { DISCARDING, OPENING } from './rules/branch-steps.ts'

let test: TestNode
let desk: Desk
let control: CopyingControl
let open: RequestNumber
let discard: RequestNumber
/** The hour of Session 2, by the programme's clock. */
const clock = setClock(hongKong('06-10 14:00'))

beforeEach(async () => {
  test = await testNode({ at: hongKong('06-10 12:00') })
  desk = deskOf(test)
  control = copyingControl(test.db)
  open = await approved(openKind, '06-10 12:30', '06-10 23:00')
  discard = await approved(discardKind, '06-10 13:00', '06-11 12:00')
})
afterEach(async () => {
  await control.stop()
  await test.stop()
})

const secondSession = () => test.node.world.programme.sessions.find((one) => !one.carriedForward)?.id ?? ''

async function approved(kind: typeof openKind, from: string, until: string): Promise<RequestNumber> {
  const input = { session: secondSession(), from: hongKong(from), until: hongKong(until) }
  const asked = await desk.askFor('OPSMAK01', '', kind, input)
  if (!('number' in asked)) throw new Error(JSON.stringify(asked))
  expect(await desk.decide('OPSCHK01', null, asked.number)).toBe('applied')
  return asked.number
}

function work(more: Partial<BranchWork> = {}): BranchWork {
  return {
    ...{
      control,
      authority: test.database,
      authorityUrl: test.db.url,
      clock,
      by: 'root@dc2',
      told: () => {},
    },
    audit: { epoch: test.node.world.epoch, randomness: systemRandomness },
    ...more,
  }
}

const undiscarded = () => test.database.read({ as: 'operations' }, readBranch)
const inBranch = (statement: string, values: readonly unknown[] = [], number = 1) =>
  withClient(
    control.branches.get(number)?.superuserUrl ?? '',
    async (client) => (await client.query(statement, [...values])).rows,
  )

describe('a branch', () => {
  it('is opened once by the request that allows it, marked, and known by its digests', async () => {
    const opened = await openBranch(work(), open)
    expect(opened).toMatchObject({ ok: true, value: { number: 1, state: 'open', epoch: 'secondary/1' } })
    expect(await control.branches.get(1)?.database.read({ as: 'sign-in' }, readMark)).toBe(1)
    expect(await test.database.read({ as: 'sign-in' }, readMark)).toBe(null)
    expect(await openBranch(work(), open)).toEqual({ ok: false, refusal: 'run-already' })
    const [branch] = await desk.sql('select accounts, digest_before from branch')
    const [{ count }] = (await desk.sql('select count(*)::int from account')) as [{ count: number }]
    expect(branch).toMatchObject({ accounts: count, digest_before: expect.any(Buffer) })
    expect(await discardBranch(work(), discard)).toEqual({ ok: true, value: 1 })
    expect(await undiscarded()).toBe(null)
    expect(control.branches.size).toBe(0)
  })
})
