import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { logOnByApp } from '../../test/support/journeys.ts'
import { hongKong, seoch } from '../../test/support/programme-samples.ts'
import { type TwoSites, twoSites } from '../../test/support/two-sites.ts'
import { type Database, reading } from '../db/transaction.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import { bringExtensions } from './bring-extensions.ts'
import { extendSession } from './extend-session.ts'
import { readDecisions } from './read-in-force.ts'

let sites: TwoSites
beforeAll(async () => {
  sites = await twoSites(hongKong('06-10 22:05'))
  await sites.openBranch()
})
afterAll(() => sites.stop())

function extendAtHome(minute: string) {
  const { test } = sites
  const at = hongKong(minute)
  const [maker, checker] = [test.account('OPSMAK01').accountId, test.account('OPSCHK01').accountId]
  const request = { number: 'R-000001' as RequestNumber, authoriser: null, singleControl: false }
  const remark = 'the line was slow'
  const input = extendSession.input.parse({
    programmeId: seoch.id,
    session: 'session-2',
    minutes: '15',
    remark,
  })
  return test.database.write({ as: 'operations' }, async (tx) => {
    const seen = await extendSession.look(reading(tx), input, { programme: seoch, participant: null, at })
    const drafted = extendSession.propose(input, seen)
    if (!drafted.ok) throw new Error(drafted.refusal.code)
    const authority = { by: 'request', ...request, maker, checker } as const
    await extendSession.apply(tx, test.node.world, drafted.value.proposal, authority, at)
  })
}

const decisionsIn = (database: Database) =>
  database.read({ as: 'operations' }, (db) => readDecisions(db, seoch.id))

it('a session on a branch goes on as it was decided at home: who is in stays, others get in, once for all nodes', async () => {
  const { test, secondary } = sites
  const [early, late] = [sites.browser('secondary'), sites.browser('secondary')]
  test.clock.set(hongKong('06-10 22:50'))
  expect((await logOnByApp(test, early, 'HLSUSR03')).body).toContain('The connectivity test is complete')
  test.clock.set(hongKong('06-10 22:55'))
  await extendAtHome('06-10 22:55')
  await secondary.look()

  test.clock.set(hongKong('06-10 23:12'))
  expect((await early.get('/online')).status).toBe(200)
  // A node hears of a decision within a quarter of a second.
  await vi.waitFor(
    async () => expect((await late.get('/otp/online')).body).toContain('name="user_id"'),
    10_000,
  )
  expect((await logOnByApp(test, late, 'SGCUSR01')).body).toContain('The connectivity test is complete')

  const there = sites.branchDatabase().database
  await Promise.all([1, 2, 3].map(() => bringExtensions(test.database, there, seoch, test.clock.now())))
  expect(await decisionsIn(there)).toEqual(await decisionsIn(test.database))

  test.clock.set(hongKong('06-10 23:25'))
  expect((await early.get('/online')).status).not.toBe(200)
})
