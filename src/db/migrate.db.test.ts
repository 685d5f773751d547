import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, unmigratedDatabase } from '../../test/support/database.ts'
import { MIGRATED_AT, MIGRATIONS } from '../../test/support/postgres-for-tests.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { withClient } from './with-client.ts'

let test: TestDatabase
let folder: string

beforeEach(async () => {
  test = await unmigratedDatabase()
  folder = await mkdtemp(join(tmpdir(), 'sallyport-migrations-'))
  await cp(MIGRATIONS, folder, { recursive: true })
})
afterEach(async () => {
  await test.drop()
  await rm(folder, { recursive: true })
})

const run = () => migrate({ ownerUrl: test.ownerUrl, folder, at: MIGRATED_AT })
const write = (name: string, text: string) => writeFile(join(folder, name), text)
const ask = async (question: string) =>
  (await withClient(test.superuserUrl, (client) => client.query(question))).rows

it('applies every file once, in order, and nothing the second time', async () => {
  await write('9000-one.sql', 'create table one (id int)')
  await write('9001-two.sql', 'alter table one add two int')
  const applied = await run()
  expect(applied).toEqual([...applied].sort())
  expect(applied.slice(-2)).toEqual(['9000-one.sql', '9001-two.sql'])
  expect(await run()).toEqual([])
})

it('says beforehand what it would apply, and changes nothing by saying so', async () => {
  const pending = () => pendingMigrations({ ownerUrl: test.ownerUrl, folder })
  const said = await pending()
  expect(await ask("select to_regclass('schema_migration') as record")).toEqual([{ record: null }])
  expect(await run()).toEqual(said)
  await write('9000-one.sql', 'create table one (id int)')
  expect(await pending()).toEqual(['9000-one.sql'])
  expect(await run()).toEqual(['9000-one.sql'])
  expect(await pending()).toEqual([])
})

it('writes down the time it was given', async () => {
  await run()
  expect(await ask('select distinct applied_at::text from schema_migration')).toEqual([
    { applied_at: '2023-05-02 01:00:00+00' },
  ])
})

it('may be started by several nodes at once: one of them works', async () => {
  const applied = await Promise.all([run(), run(), run(), run()])
  const lengths = applied.map((names) => names.length).sort((a, b) => a - b)
  expect(lengths.slice(0, 3)).toEqual([0, 0, 0])
  expect(lengths[3]).toBeGreaterThan(5)
})

it('refuses, by name, a file edited after it was applied, and applies nothing more', async () => {
  await write('9000-one.sql', 'create table one (id int)')
  await run()
  await write('9000-one.sql', 'create table one (id bigint)')
  await write('9001-two.sql', 'create table two (id int)')
  await expect(run()).rejects.toThrow('9000-one.sql was edited')
  expect(await ask("select to_regclass('two') as two")).toEqual([{ two: null }])
})

it('refuses a new file that sorts before one applied', async () => {
  await run()
  await write('0001-zz-late.sql', 'select 1')
  await expect(run()).rejects.toThrow('0001-zz-late.sql is new but sorts before')
})

it('leaves nothing of a file that fails, names its line, and goes on once it is mended', async () => {
  await write('9000-one.sql', 'create table one (id int);\n\nalter table nowhere add x int;')
  await write('9001-two.sql', 'create table two (id int)')
  await expect(run()).rejects.toThrow('9000-one.sql: relation "nowhere" does not exist')
  await write('9000-one.sql', 'create table one (id int);\n\nselect no_such_column from one;')
  await expect(run()).rejects.toThrow('9000-one.sql:3: column "no_such_column" does not exist')
  expect(await ask("select to_regclass('one') as one, to_regclass('two') as two")).toEqual([
    { one: null, two: null },
  ])
  await write('9000-one.sql', 'create table one (id int)')
  expect(await run()).toEqual(['9000-one.sql', '9001-two.sql'])
})

it('lets a program older than the schema start', async () => {
  await write('9000-newer.sql', 'create table newer (id int)')
  await run()
  await rm(join(folder, '9000-newer.sql'))
  expect(await run()).toEqual([])
})

it('shows tables made by later migrations to the reader', async () => {
  await write('9000-later.sql', 'create table later (id int)')
  await run()
  const { rows } = await withClient(test.readerUrl, (client) => client.query('select * from later'))
  expect(rows).toEqual([])
})
