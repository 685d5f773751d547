import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { administer, type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { systemTicks } from '../kernel/system.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { type Follower, followAuthority } from './follow-authority.ts'
import type { PooledDatabase } from './open-database.ts'
import { openFollowed } from './open-followed.ts'
import { withClient } from './with-client.ts'

const SOON = { timeout: 30_000, interval: 20 }
let primary: TestDatabase
let secondary: TestDatabase
let follower: Follower
let database: PooledDatabase
const told: string[] = []

beforeEach(async () => {
  primary = await testDatabase()
  secondary = await testDatabase()
  told.length = 0
  await lose(secondary)
  follower = await followAuthority({
    urls: [primary.url, secondary.url],
    ticks: systemTicks,
    tell: (says) => told.push(says),
  })
  database = openFollowed(follower, { poolSize: 2, applicationName: 'follower' })
})
afterEach(async () => {
  await follower.stop()
  await database.close()
  await Promise.all([primary.drop(), secondary.drop()])
})

async function lose({ name }: TestDatabase) {
  await administer(async (client) => {
    await client.query(`alter database ${name} allow_connections false`)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  })
}

/** As a promotion does: its database takes writes in a higher term. */
async function promote(promoted: TestDatabase, known: number) {
  await administer((client) => client.query(`alter database ${promoted.name} allow_connections true`))
  await withClient(promoted.superuserUrl, (client) =>
    client.query(
      "select move_authority($1, 'first', 'secondary', 'standalone', 'primary/0', '2023-06-12T07:00Z', null)",
      [known],
    ),
  )
}

const whereItIs = () =>
  database.read({ as: 'operations' }, async (db) => {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db as never)
    return rows[0]?.name
  })

it('is the promoted one, and what was under way at the former one is cut', async () => {
  expect(await whereItIs()).toBe(primary.name)
  const release = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const underWay = database.write({ as: 'operations' }, async (tx) => {
    await sql`select 1`.execute(tx)
    begun.resolve()
    await release.promise
    await sql`select 1`.execute(tx)
  })
  await begun.promise
  await promote(secondary, 0)
  await vi.waitFor(async () => expect(await whereItIs()).toBe(secondary.name), SOON)
  release.resolve()
  await expect(underWay).rejects.toThrow(DatabaseUnavailable)
  expect(follower.followed.authority).toMatchObject({ term: 1, site: 'secondary', mode: 'standalone' })
  // A look may fall between the two statements of promote(), where both take writes in one term.
  expect(told.at(-1)).toBe("follows the secondary site's database in term 1")
})

it('is known once a look is over that was asked for after it moved', async () => {
  await promote(secondary, 0)
  await Promise.all([follower.lookAfresh(), follower.lookAfresh()])
  expect(follower.followed.authority).toMatchObject({ term: 1, site: 'secondary' })
})

it('is never the old primary again once a higher term was seen, not even to read (attack 60)', async () => {
  await promote(secondary, 0)
  await vi.waitFor(async () => expect(await whereItIs()).toBe(secondary.name), SOON)
  await lose(secondary)
  await vi.waitFor(() => expect(follower.refusal('reading')).toContain('an old primary'), SOON)
  await expect(whereItIs()).rejects.toThrow(DatabaseUnavailable)
  await expect(
    followAuthority({ urls: [primary.url], ticks: systemTicks }).then((other) => other.stop()),
  ).resolves.toBeUndefined()
})

it('is none where two take writes in one term', async () => {
  await administer((client) => client.query(`alter database ${secondary.name} allow_connections true`))
  await vi.waitFor(
    () => expect(follower.refusal('writing')).toContain('two databases take writes in term 0'),
    SOON,
  )
  await expect(followAuthority({ urls: [primary.url, secondary.url], ticks: systemTicks })).rejects.toThrow(
    'two databases',
  )
  await lose(secondary)
  await vi.waitFor(async () => expect(await whereItIs()).toBe(primary.name), SOON)
})

it('is followed through a restart of its server: the same again, as soon as it is back', async () => {
  await lose(primary)
  await expect(whereItIs()).rejects.toThrow(DatabaseUnavailable)
  await administer((client) => client.query(`alter database ${primary.name} allow_connections true`))
  await vi.waitFor(async () => expect(await whereItIs()).toBe(primary.name), SOON)
})
