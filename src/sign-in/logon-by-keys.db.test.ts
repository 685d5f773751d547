import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { logOnByApp } from '../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { TerminalBrowser } from '../../test/support/terminal-browser.ts'
import { openDatabase } from '../db/open-database.ts'
import { selectRows } from '../db/transaction.ts'
import { withClient } from '../db/with-client.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

/**
 * A handful of rows, counted by each logon on purpose: they are what it was decided by. And one row that is all its table
 * will ever hold, read by each write of events: they are written by the site that holds the authority alone.
 */
const READ_WHOLE = ['launch_decision', 'authority']

async function readWhole(): Promise<ReadonlyMap<string, number>> {
  const { rows } = await withClient(test.db.superuserUrl, (client) =>
    client.query<{ relname: string; seq_scan: number }>('select relname, seq_scan from pg_stat_user_tables'),
  )
  return new Map(rows.map(({ relname, seq_scan }) => [relname, seq_scan]))
}

it('reads no table from end to end, though its plans are those of a night that left the tables empty', async () => {
  await test.db.ask('vacuum analyze')
  const before = await readWhole()
  const database = openDatabase({ url: test.db.url, poolSize: 1, applicationName: 'by keys' })
  const node = test.nodeWith({ database })
  const browser = new TerminalBrowser(node)
  const inside = await logOnByApp(test, browser, 'SGCUSR01')
  expect(inside.body).toContain('You are logged on')
  // What its one connection has counted is in the view from here on.
  await database.read({ as: 'operations' }, (db) => selectRows(db, sql`select pg_stat_force_next_flush()`))
  await node.stop()
  const after = await readWhole()
  const read = [...after].filter(([table, times]) => times !== before.get(table)).map(([table]) => table)
  expect(read.filter((table) => !READ_WHOLE.includes(table))).toEqual([])
  await database.close()
})
