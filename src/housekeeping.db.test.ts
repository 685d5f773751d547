import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../test/support/node.ts'
import { TerminalBrowser } from '../test/support/terminal-browser.ts'
import { withClient } from './db/with-client.ts'
import { endWhatIsDue, lookOut, sweep } from './housekeeping.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

async function rows(): Promise<unknown> {
  const counted = await test.db.ask(`select (select count(*)::int from sign_in_attempt) attempts,
      (select count(*)::int from one_time_code) codes,
      (select count(*)::int from attempt_budget where lane = 'initiation') budgets`)
  return counted.rows[0]
}

/** A stranger asks for an ID that nobody has, and guesses. */
async function guess(): Promise<void> {
  const browser = new TerminalBrowser(test.node)
  await browser.get('/initiation')
  await browser.submit('/initiation', { user_id: 'NOBODY01' })
  await browser.submit('/initiation/code', { code: '12345678' })
}

describe('housekeeping', () => {
  it('keeps what a stranger left behind for a day, then sweeps attempts, codes and budgets away', async () => {
    await guess()
    const left = { attempts: 1, codes: 1, budgets: 1 }
    test.clock.set(test.clock.now().add({ hours: 24 }))
    await sweep(test.database, test.clock)
    expect(await rows()).toEqual(left)
    test.clock.set(test.clock.now().add({ seconds: 1 }))
    await sweep(test.database, test.clock)
    expect(await rows()).toEqual({ attempts: 0, codes: 0, budgets: 0 })
  })

  it('of three nodes at the same moment ends each role once, and raises each alarm once', async () => {
    const worlds = [test.node, await test.secondNode(), await test.secondNode()].map(({ world }) => world)
    const { accountId } = test.account('HLSUSR01')
    const at = test.clock.now()
    await withClient(test.db.superuserUrl, async (client) => {
      await client.query(
        `update membership set valid_from = $2::timestamptz - interval '2 days', ends_at = $2::timestamptz - interval '1 day'
         where account_id = $1`,
        [accountId, at.toString()],
      )
      await client.query(
        `insert into network_failure (network, shard, level, updated_at)
         select '198.51.' || n || '.0/24', 0, 100000, $1::timestamptz from generate_series(1, 20) n`,
        [at.toString()],
      )
    })
    await Promise.all(worlds.flatMap((world) => [lookOut(world), endWhatIsDue(world, at)]))
    const { rows: events } = await test.db.ask(
      `select kind, count(*)::int from audit_event where kind in ('membership.ended', 'sign-in.flooded') and at = $1
         group by kind order by kind`,
      [at.toString()],
    )
    expect(events).toEqual([
      { kind: 'membership.ended', count: 1 },
      { kind: 'sign-in.flooded', count: 1 },
    ])
  })
})
