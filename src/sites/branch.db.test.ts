import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Branches, branchesOf } from '../../test/support/branches.ts'
import { setClock, type TestNode, testNode } from '../../test/support/node.ts'
import { hongKong } from '../../test/support/programme-samples.ts'
import { numberOf } from '../../test/support/requests.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import { readBranches, readDifferences } from './branch-status.ts'
import type { BranchWork } from './branch-work.ts'
import { discardBranch } from './discard-branch.ts'
import { openBranch } from './open-branch.ts'
import { readBranch, readMark } from './read-branch.ts'
import { DISCARDING, OPENING } from './rules/branch-steps.ts'

let test: TestNode
let branches: Branches
beforeAll(async () => {
  test = await testNode({ at: hongKong('06-10 22:05') })
  branches = branchesOf(test)
})
afterAll(async () => {
  await branches.stop()
  await test.stop()
})

const sql = (statement: string, values: readonly unknown[] = []) => branches.desk.sql(statement, values)
const read = <T>(asked: Parameters<typeof test.database.read<T>>[1]) =>
  test.database.read({ as: 'operations' }, asked)
const undiscarded = () => read(readBranch)
const newest = async () => (await read((db) => readBranches(db, 1)))[0]

async function openOne(more: Partial<BranchWork> = {}): Promise<number> {
  const opened = await openBranch(branches.work(more), await branches.approved('open'))
  if (!opened.ok) throw new Error(opened.refusal)
  return opened.value.number
}

const discardOne = async (more: Partial<BranchWork> = {}) =>
  discardBranch(branches.work(more), await branches.approved('discard'))

afterEach(async () => {
  if ((await undiscarded()) !== null) await discardOne()
})

describe('a branch', () => {
  it('is opened once by the request that allows it, and is as the authority was', async () => {
    const request = await branches.approved('open')
    const opened = await openBranch(branches.work(), request)
    expect(opened).toMatchObject({ ok: true, value: { number: 1, state: 'open', epoch: 'secondary/1' } })
    expect(await undiscarded()).toEqual(opened.ok && opened.value)
    expect(await branches.control.branches.get(1)?.database.read({ as: 'sign-in' }, readMark)).toBe(1)
    expect(await test.database.read({ as: 'sign-in' }, readMark)).toBe(null)
    const [{ accounts }] = (await sql('select count(*)::int as accounts from account')) as [
      { accounts: number },
    ]
    expect(await newest()).toMatchObject({ number: 1, request, accounts, position: '0/3000148' })
    expect(await openBranch(branches.work(), request)).toEqual({ ok: false, refusal: 'run-already' })
  })

  it('in which nothing happened leaves equal digests, and nothing behind', async () => {
    const number = await openOne()
    expect(await discardOne()).toEqual({ ok: true, value: number })
    const left = await newest()
    expect(left?.digests.before).toMatch(/^[0-9a-f]{64}$/)
    expect(left).toMatchObject({
      ...{
        number,
        state: 'discarded',
        changedThere: 0,
        changedHome: 0,
        unnamed: 0,
        events: 0,
        spentSteps: 0,
      },
      digests: { after: left?.digests.before, home: left?.digests.before },
    })
    expect(await undiscarded()).toBe(null)
    expect(branches.control.branches.size).toBe(0)
  })

  it('whose opening is killed at any step is finished by whoever asks again, and never by half in use', async () => {
    const request = await branches.approved('open')
    await killedAtEach(OPENING, 'opening', (work) => openBranch(work, request))
    expect(await openBranch(branches.work(), request)).toMatchObject({ ok: true, value: { state: 'open' } })
    expect(await newest()).toMatchObject({ request, digests: { before: expect.any(String) } })
  })

  it('whose discarding is killed at any step is finished by whoever asks again', async () => {
    const number = await openOne()
    const request = await branches.approved('discard')
    await killedAtEach(DISCARDING, 'discarding', (work) => discardBranch(work, request))
    expect(await discardBranch(branches.work(), request)).toEqual({ ok: true, value: number })
    const left = await newest()
    expect(left).toMatchObject({ state: 'discarded', lost: false, digests: { home: left?.digests.before } })
  })

  /** Killed before each step is on record, then behind it: the next one begins where that left off. */
  async function killedAtEach(
    steps: readonly string[],
    state: string,
    run: (work: BranchWork) => Promise<unknown>,
  ) {
    for (const step of steps.slice(1)) {
      await sql(
        `create function killed() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`,
      )
      await sql(`create trigger killed before update on branch for each row when (new.step = '${step}')
        execute function killed()`)
      await expect(run(branches.work())).rejects.toThrow('killed')
      await sql('drop function killed cascade')
      if (step === steps.at(-1)) continue
      expect(await undiscarded()).toMatchObject({ state })
      const told = (done: string) => {
        if (done === step) throw new Error('killed behind it')
      }
      await expect(run(branches.work({ told }))).rejects.toThrow('killed behind it')
      expect(await undiscarded()).toMatchObject({ state })
    }
  }

  it('lets nobody in before it is open, nor once its discarding has begun', async () => {
    const coming = async (number: number) => {
      const there = branches.control.branches.get(number)?.database
      return there?.read({ as: 'sign-in' }, readMark).then(
        () => 'came in',
        () => 'was refused',
      )
    }
    const seen: unknown[] = []
    const request = await branches.approved('open')
    const told = (until: string) => (step: string) => {
      if (step === until) throw new Error('killed')
    }
    await openBranch(branches.work({ told: told('digested') }), request).catch(() => {})
    const number = (await undiscarded())?.number ?? 0
    seen.push(await coming(number))
    await openBranch(branches.work(), request)
    seen.push(await coming(number))
    const discard = await branches.approved('discard')
    await discardBranch(branches.work({ told: told('closed') }), discard).catch(() => {})
    seen.push(await coming(number))
    await discardBranch(branches.work(), discard)
    expect(seen).toEqual(['was refused', 'came in', 'was refused'])
  })

  it('is made once by two who open it at the same moment', async () => {
    const request = await branches.approved('open')
    const both = await Promise.all([1, 2].map(() => openBranch(branches.work(), request)))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const late = both.find(({ ok }) => !ok)
    expect(['busy', 'run-already']).toContain(late && !late.ok && late.refusal)
    expect(branches.control.branches.size).toBe(1)
  })

  it('that was never open is discarded without a proof, for nobody was in it', async () => {
    const told = () => {
      throw new Error('killed')
    }
    const request = await branches.approved('open')
    await openBranch(branches.work({ told }), request).catch(() => {})
    expect(await discardOne()).toMatchObject({ ok: true })
    expect(await newest()).toMatchObject({ state: 'discarded', lost: false, digests: { home: null } })
  })

  it('whose server is gone is said to be lost when it is discarded; what the authority changed is known all the same', async () => {
    const number = await openOne()
    await branches.control.lose(number)
    expect(await discardOne()).toMatchObject({ ok: true })
    expect(await newest()).toMatchObject({
      ...{ lost: true, events: null, unnamed: 0 },
      digests: { after: null, home: expect.any(String) },
    })
  })
})

describe('a request for a branch', () => {
  it.each([
    ['before its window', 'open', '22:29', 'secondary', 'too-early'],
    ['when its window is over', 'open', '23:00', 'secondary', 'window-passed'],
    ['at the other site', 'open', '22:30', 'primary', 'other-site'],
    ['that allows to discard', 'discard', '22:30', 'secondary', 'other-deed'],
  ] as const)('%s opens none, and that is on record', async (_, deed, at, site, refusal) => {
    const request = await branches.approved(deed, '06-10 22:30', '06-10 23:00')
    const control = { ...branches.control, site }
    const work = branches.work({ control, clock: setClock(hongKong(`06-10 ${at}`)) })
    expect(await openBranch(work, request)).toEqual({ ok: false, refusal })
    const because = (await branches.desk.events('branch.refused')).map(({ facts }) => facts)
    expect(because).toContainEqual(
      expect.objectContaining({ request, deed: 'open-branch', because: refusal }),
    )
    expect(await undiscarded()).toBe(null)
  })

  it('that nobody approved opens none', async () => {
    expect(await openBranch(branches.work(), 'R-999999' as RequestNumber)).toEqual({
      ok: false,
      refusal: 'no-order',
    })
  })

  it('opens none beside another one, and discards none where there is none', async () => {
    const second = await branches.approved('open')
    await openOne()
    expect(await openBranch(branches.work(), second)).toEqual({ ok: false, refusal: 'another-branch' })
    const discards = [await branches.approved('discard'), await branches.approved('discard')] as const
    expect(await discardBranch(branches.work(), discards[0])).toMatchObject({ ok: true })
    expect(await discardBranch(branches.work(), discards[1])).toEqual({ ok: false, refusal: 'no-branch' })
    expect(await discardBranch(branches.work(), discards[0])).toEqual({ ok: false, refusal: 'run-already' })
  })

  it('is spent in its window by the database too', async () => {
    const request = await branches.approved('open')
    const late = sql('update site_order set spent_at = until_at where request = $1', [
      Number(request.slice(2)),
    ])
    await expect(late).rejects.toMatchObject({ code: '23514' })
  })
})

describe('what the authority changes while a branch is open', () => {
  const emailOf = async (user: string, address: string) => {
    const asked = await branches.desk.askEmail('HLSDAM01', 'C00101', user, address)
    return branches.desk.decide('HLSDAC01', 'C00101', numberOf(asked))
  }
  const tamper = (user: string) =>
    sql('update account set status = $2 where user_id = $1', [user, 'suspended'])
  const differences = (number: number) => read((db) => readDifferences(db, number, 100))

  it('is named by its record', async () => {
    const number = await openOne()
    expect(await emailOf('HLSUSR02', 'other@hls.example')).toBe('applied')
    await discardOne()
    expect(await differences(number)).toEqual([
      {
        ...{ userId: 'HLSUSR02', facet: 'emails', taken: 'home', explainedBy: null },
        record: { kind: 'email.registered', at: expect.anything(), request: expect.stringMatching(/^R-/) },
      },
    ])
    expect(await newest()).toMatchObject({ changedHome: 1, unnamed: 0 })
  })

  it('and no record names, stands unnamed: a record of another matter, or from before the copy, is none', async () => {
    expect(await emailOf('HLSUSR03', 'before@hls.example')).toBe('applied')
    const number = await openOne()
    expect(await emailOf('HLSUSR01', 'meanwhile@hls.example')).toBe('applied')
    await tamper('HLSUSR01')
    await sql(
      `update registered_email set address = 'stolen@hls.example' where valid_to is null and address = 'before@hls.example'`,
    )
    await discardOne()
    const unnamed = (await differences(number)).filter(({ record }) => record === null)
    expect(unnamed.map(({ userId, facet }) => [userId, facet])).toEqual([
      ['HLSUSR01', 'status'],
      ['HLSUSR03', 'emails'],
    ])
    expect(await newest()).toMatchObject({ changedHome: 2, unnamed: 2 })
  })
})
