import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { standbyForTest, startForTest, temporaryFolder } from '../../test/support/embedded.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { copyCluster } from '../../test/support/postgres-for-tests.ts'
import { withClient } from '../db/with-client.ts'
import { cardsAhead } from './cards-ahead.ts'
import { daysAhead } from './rules/days-ahead.ts'
import { bothSites, diskAhead, ordersAhead } from './sites-ahead.ts'

const folder = temporaryFolder()
let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

function ahead() {
  const days = daysAhead(test.node.world.programme, Temporal.PlainDate.from('2023-06-10'), 10)
  if (!days.ok) throw new Error(days.refusal)
  return days.value
}

const looked = (config: object = {}) =>
  ({ database: test.database, config: { site: 'secondary', ...config } }) as never
const asSuperuser = (query: string, values: readonly unknown[] = []) => test.db.ask(query, [...values])
const states = (found: readonly { readonly state: string }[]) => found.map(({ state }) => state)

describe('ahead of a day of the programme', () => {
  it('smartcards that expire before they may be needed for the last time are counted', async () => {
    expect(states(await cardsAhead(looked(), ahead()))).toEqual(['ok'])
    const { accountId } = test.account('HLSUSR01')
    await asSuperuser(
      `insert into smartcard (id, account_id, issuer, serial, key, subject, not_after, valid_from)
       values (gen_random_uuid(), $1, repeat('a', 64), 'a1', repeat('b', 64), 'CN=card', '2023-06-20T00:00Z', '2023-01-01T00:00Z')`,
      [accountId],
    )
    expect(await cardsAhead(looked(), ahead())).toMatchObject([
      { state: 'warn', says: expect.stringMatching(/^1 of \d+ smartcards in force expire before/) },
    ])
  })

  it('a session that is thrown away wants an order to open its branch and one to discard it, at its site alone', async () => {
    expect(states(await ordersAhead(looked({ site: 'primary' }), ahead()))).toEqual(['ok'])
    expect(states(await ordersAhead(looked(), ahead()))).toEqual(['fail', 'fail'])
    await asSuperuser('alter table site_order drop constraint site_order_request_fkey')
    const order = `insert into site_order (request, deed, site, programme_id, session_id, from_at, until_at)
      values ($1, $2, 'secondary', 'seoch', 'session-2', '2023-06-10T21:45+08:00', $3)`
    await asSuperuser(order, [9001, 'open-branch', '2023-06-10T23:00+08:00'])
    // One whose window is over before the session begins is none.
    await asSuperuser(order, [9002, 'discard-branch', '2023-06-10T21:50+08:00'])
    expect(states(await ordersAhead(looked(), ahead()))).toEqual(['ok', 'fail'])
    await asSuperuser(order, [9003, 'discard-branch', '2023-06-10T24:00+08:00'])
    expect(states(await ordersAhead(looked(), ahead()))).toEqual(['ok', 'ok'])
  })

  it('both databases are looked at: one that is away fails, and so do two that take writes', async () => {
    const away = new URL(test.db.url)
    away.port = '1'
    const sites = (...databaseUrls: string[]) => bothSites(looked({ databaseUrls }))
    expect(states(await sites(test.db.url))).toEqual(['warn'])
    expect(states(await sites(test.db.url, away.href))).toEqual(['ok', 'fail'])
    expect(states(await sites(test.db.url, test.db.url))).toEqual(['ok', 'ok', 'fail'])
  })

  it('the standby is timed: one that keeps up is well, one that is behind is looked at, one that stands still fails', async () => {
    copyCluster(inject('cluster'), join(folder, 'primary'))
    const primary = await startForTest(join(folder, 'primary'))
    const standby = await standbyForTest(join(folder, 'secondary'), primary)
    const ask = ({ superuserUrl }: typeof primary, sql: string) =>
      withClient(superuserUrl, (client) => client.query(sql))
    const found = async (millisecondsALook: number) => {
      let passed = 0
      const ticks = () => {
        passed += millisecondsALook
        return passed
      }
      const config = { databaseUrls: [primary.ownerUrl, standby.ownerUrl] }
      const findings = await bothSites({ config, ticks } as never)
      return findings.filter(({ says }) => says.startsWith('the standby')).map(({ state }) => state)
    }
    expect(await found(0)).toEqual(['ok'])
    expect(await found(2_000)).toEqual(['warn'])
    await ask(standby, 'select pg_wal_replay_pause()')
    await ask(primary, "select pg_logical_emit_message(true, '', 'more')")
    expect(await found(2_000)).toEqual(['fail'])
    await ask(standby, 'select pg_wal_replay_resume()')
    expect(await found(0)).toEqual(['ok'])
  })

  it('the disks of database and branches are looked at on their host, and asked for elsewhere', async () => {
    const folders = { clusterFolder: '/', branchFolder: '/nowhere' } as never
    const found = async (servers: undefined | never) =>
      (
        await diskAhead(
          looked({ reports: { place: { is: 'folder', path: '/' }, keepDays: 1, listen: undefined } }),
          ahead(),
          servers,
        )
      ).map(({ says, state }) => [says.split(':')[0], state])
    expect(await found(folders)).toContainEqual(['branches', 'fail'])
    expect((await found(undefined)).at(-1)?.[1]).toBe('warn')
  })
})
