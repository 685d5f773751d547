import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Branches, branchesOf } from '../../test/support/branches.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { hongKong } from '../../test/support/programme-samples.ts'
import { numberOf } from '../../test/support/requests.ts'
import { scopeOf } from '../changes/make-request.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import { decideLaunch } from '../launch/changes.ts'
import type { Looking } from '../notices/open-tasks.ts'
import { readNotices } from '../notices/read-notices.ts'
import { discardBranch } from './discard-branch.ts'
import { explainBranch } from './explain-branch.ts'
import { openBranch } from './open-branch.ts'

let test: TestNode
let branches: Branches
beforeAll(async () => {
  test = await testNode({ at: hongKong('06-10 22:05'), launch: 'undecided' })
  branches = branchesOf(test)
})
afterAll(async () => {
  await branches.stop()
  await test.stop()
})

const askGo = () =>
  branches.desk.askFor('OPSMAK01', '', decideLaunch, {
    ...{ programmeId: test.node.world.programme.id, decision: 'go', remark: 'all is well' },
  })
const decided = () => branches.desk.sql('select kind from launch_decision')
const tamper = () => branches.desk.sql(`update account set status = 'suspended' where user_id = 'HLSUSR01'`)

describe('a go for the launch', () => {
  it('is not asked for beside a branch, and one that was asked for before comes to nothing', async () => {
    const before = numberOf(await askGo())
    expect(await openBranch(branches.work(), await branches.approved('open'))).toMatchObject({ ok: true })
    expect(await askGo()).toMatchObject({ problem: { code: 'branch-not-discarded', about: '1' } })
    expect(await branches.desk.decide('OPSCHK01', null, before)).toBe('void: changed-meanwhile')
    expect(await decided()).toEqual([])
  })

  it('waits for what no record names, until two operators say why', async () => {
    await tamper()
    expect(await discardBranch(branches.work(), await branches.approved('discard'))).toMatchObject({
      ok: true,
    })
    expect(await askGo()).toMatchObject({ problem: { code: 'branch-unexplained', about: '1' } })
    const explaining = await branches.desk.askFor('OPSMAK01', '', explainBranch, { branch: 1 })
    expect(await branches.desk.decide('OPSMAK01', null, numberOf(explaining))).toBe('own-request')
    expect(await askGo()).toMatchObject({ problem: { code: 'branch-unexplained' } })
    expect(await branches.desk.decide('OPSCHK01', null, numberOf(explaining))).toBe('applied')
    const explained = await branches.desk.events('branch.explained')
    expect(explained).toMatchObject([{ facts: { branch: 1, differences: 1, request: numberOf(explaining) } }])
    const asked = numberOf(await askGo())
    const [request] = await branches.desk.sql('select lines from change_request where number = $1', [
      Number(asked.slice(2)),
    ])
    expect(request?.['lines']).toContainEqual(expect.objectContaining({ field: 'branches', after: '1' }))
    expect(await branches.desk.decide('OPSCHK01', null, asked)).toBe('applied')
    expect(await decided()).toEqual([{ kind: 'go' }])
  })

  it('leaves nothing to explain where each difference is named', async () => {
    expect(await branches.desk.askFor('OPSMAK01', '', explainBranch, { branch: 1 })).toMatchObject({
      problem: { code: 'not-found' },
    })
  })
})

describe('a branch that is open past its window', () => {
  it('is told to every operator, from the window’s end until it is discarded, and to no firm', async () => {
    const { node, clock } = test
    const told = async (userId: string, among: Looking['among'] = 'desk') => {
      const { kinds, programme } = node.world
      const asking = { kinds, programme, among, at: clock.now(), account: test.account(userId).accountId }
      const scope = among === 'desk' ? ({ as: 'operations' } as const) : scopeOf(among as ParticipantId)
      const notices = await test.database.read(scope, (db) => readNotices(db, asking))
      return notices.filter(({ kind }) => kind === 'branch-overdue')
    }
    await openBranch(branches.work(), await branches.approved('open'))
    expect(await told('OPSMAK01')).toEqual([])
    clock.set(hongKong('06-11 12:00'))
    expect(await told('OPSMAK01')).toMatchObject([{ count: 1 }])
    expect(await told('OPSCHK01')).toMatchObject([{ count: 1 }])
    expect(await told('HLSDAM01', await branches.desk.firm('C00101'))).toEqual([])
    const discard = await branches.approved('discard', '06-11 12:00', '06-12 12:00')
    await discardBranch(branches.work(), discard)
    expect(await told('OPSMAK01')).toEqual([])
  })
})
