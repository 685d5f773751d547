import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { EmbeddedPostgres } from '../../src/db/embedded/start-cluster.ts'
import { openDatabase } from '../../src/db/open-database.ts'
import { OutcomeUnknown } from '../../src/db/outcome-unknown.ts'
import type { Database } from '../../src/db/transaction.ts'
import { withClient } from '../../src/db/with-client.ts'
import { temporaryFolder } from '../support/embedded.ts'
import { start } from '../support/start-postgres.ts'

/** Its COMMIT waits for a standby that does not exist: on disk, not acknowledged. */
let server: EmbeddedPostgres
let database: Database
const folder = temporaryFolder()

beforeAll(async () => {
  server = await start(folder)
  await withClient(server.superuserUrl, async (client) => {
    await client.query('create table mark (name text)')
    await client.query('grant select, insert on mark to public')
    await client.query("alter system set synchronous_standby_names = 'ghost'")
    await client.query('select pg_reload_conf()')
  })
  database = openDatabase({ url: server.ownerUrl, poolSize: 2, applicationName: 'waiting' })
})
afterAll(async () => {
  await database.close()
  await server.stop()
})

const send = (name: string) =>
  database
    .write({ as: 'operations' }, (tx) => sql`insert into mark values (${name})`.execute(tx))
    .catch((error) => error)

const toTheWaiting = (deed: string) =>
  vi.waitFor(
    () =>
      withClient(server.superuserUrl, async (client) => {
        const { rowCount } = await client.query(
          `select ${deed}(pid) from pg_stat_activity where wait_event = 'SyncRep' and application_name = 'waiting'`,
        )
        if (rowCount === 0) throw new Error('nobody waits yet')
      }),
    { timeout: 30_000 },
  )

it.each([
  ['the connection is cut', 'pg_terminate_backend'],
  ['the wait for the other site is cancelled', 'pg_cancel_backend'],
])('a COMMIT that was sent is neither done nor failed when %s', async (_, deed) => {
  const outcome = send(deed)
  await toTheWaiting(deed)
  expect(await outcome).toBeInstanceOf(OutcomeUnknown)
  const { rows } = await withClient(server.superuserUrl, (client) => client.query('select name from mark'))
  expect(rows).toContainEqual({ name: deed })
})

it('a COMMIT that was sent is neither done nor failed when the server is killed', async () => {
  const outcome = send('killed')
  await toTheWaiting('pg_blocking_pids')
  process.kill(server.pid, 'SIGKILL')
  expect(await outcome).toBeInstanceOf(OutcomeUnknown)
})
