import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/embedded.ts'
import { MIGRATED_AT, MIGRATIONS } from '../../test/support/postgres-for-tests.ts'
import { start } from '../../test/support/start-postgres.ts'
import type { EmbeddedPostgres } from './embedded/start-cluster.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open-database.ts'
import { ROLE_OF } from './role-of-scope.ts'
import { withClient } from './with-client.ts'

let server: EmbeddedPostgres
const folder = temporaryFolder()
const OURS = ['sallyport_app', 'sallyport_reader', ...Object.values(ROLE_OF)]
const DATABASES = ['one', 'two', 'three']

/** A server as somebody else would keep it: none of our roles, databases owned by one who may make roles. */
beforeAll(async () => {
  server = await start(folder)
  await withClient(server.superuserUrl, async (client) => {
    await client.query(`drop role ${[...OURS].join(', ')}`)
    await client.query("create role keeper login createrole password 'keep'")
    for (const name of DATABASES) await client.query(`create database ${name} owner keeper`)
  })
})
afterAll(() => server.stop())

const urlOf = (name: string) => `postgres://keeper:keep@127.0.0.1:${server.port}/${name}`

it('makes the roles once, though several databases of the cluster are migrated at this moment', async () => {
  const applied = await Promise.all(
    DATABASES.map((name) => migrate({ ownerUrl: urlOf(name), folder: MIGRATIONS, at: MIGRATED_AT })),
  )
  expect(new Set(applied.map(({ applied: names }) => names.length)).size).toBe(1)
  const { rows } = await withClient(urlOf('one'), (client) =>
    client.query(
      `
      select rolname, rolcanlogin, rolsuper or rolbypassrls or rolcreaterole as powerful,
             pg_has_role('keeper', oid, 'usage') as uses
        from pg_roles where rolname = any($1) order by rolname`,
      [OURS],
    ),
  )
  expect(rows).toEqual([
    { rolname: 'sallyport_app', rolcanlogin: false, powerful: false, uses: true },
    { rolname: 'sallyport_operations', rolcanlogin: false, powerful: false, uses: false },
    { rolname: 'sallyport_participant', rolcanlogin: false, powerful: false, uses: false },
    { rolname: 'sallyport_reader', rolcanlogin: false, powerful: false, uses: false },
    { rolname: 'sallyport_sign_in', rolcanlogin: false, powerful: false, uses: false },
  ])
})

it('lets the program work as the role of each scope by the one setting', async () => {
  const database = openDatabase({ url: urlOf('two'), poolSize: 1, applicationName: 'kept' })
  const role = await database.read({ as: 'sign-in' }, (db) =>
    db.selectNoFrom(sql<string>`current_user`.as('role')).executeTakeFirst(),
  )
  await database.close()
  expect(role).toEqual({ role: 'sallyport_sign_in' })
})
