import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase, unmigratedDatabase } from '../../test/support/database.ts'
import { MIGRATED_AT, MIGRATIONS } from '../../test/support/postgres-for-tests.ts'
import { systemTicks } from '../kernel/system.ts'
import { followAuthority } from './follow-authority.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { withClient } from './with-client.ts'

let test: TestDatabase
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-migrations-'))
  await cp(MIGRATIONS, folder, { recursive: true })
})
afterEach(async () => {
  await test.drop()
  await rm(folder, { recursive: true })
})

const runWhole = () => migrate({ ownerUrl: test.ownerUrl, folder, at: MIGRATED_AT })
const run = async () => (await runWhole()).applied
const write = (name: string, text: string) => writeFile(join(folder, name), text)
const ask = async (question: string) => (await test.ask(question)).rows

describe('an empty database', () => {
  beforeEach(async () => {
    test = await unmigratedDatabase()
  })

  it('applies every file once, in order, and nothing the second time; writes down the time it was given', async () => {
    await write('9000-one.sql', 'create table one (id int)')
    await write('9001-two.sql', 'alter table one add two int')
    const applied = await run()
    expect(applied).toEqual([...applied].sort())
    expect(applied.slice(-2)).toEqual(['9000-one.sql', '9001-two.sql'])
    expect(await run()).toEqual([])
    expect(await ask('select distinct applied_at::text from schema_migration')).toEqual([
      { applied_at: '2023-05-02 01:00:00+00' },
    ])
  })

  it('says beforehand what it would apply, and changes nothing by saying so', async () => {
    const pending = async () => (await pendingMigrations({ ownerUrl: test.ownerUrl, folder })).all
    const said = await pending()
    expect(await ask("select to_regclass('schema_migration') as record")).toEqual([{ record: null }])
    expect(await run()).toEqual(said)
    await write('9000-one.sql', 'create table one (id int)')
    expect(await pending()).toEqual(['9000-one.sql'])
    expect(await run()).toEqual(['9000-one.sql'])
    expect(await pending()).toEqual([])
  })

  it('may be started by several nodes at once: one of them works', async () => {
    const applied = await Promise.all([run(), run(), run(), run()])
    const lengths = applied.map((names) => names.length).sort((a, b) => a - b)
    expect(lengths.slice(0, 3)).toEqual([0, 0, 0])
    expect(lengths[3]).toBeGreaterThan(5)
  })
})

/** As the shipped files leave it: to apply them all takes three times as long as to copy what they make. */
describe('a migrated database', () => {
  beforeEach(async () => {
    test = await testDatabase()
  })

  it('refuses, by name, a file edited after it was applied, and applies nothing more', async () => {
    await write('9000-one.sql', 'create table one (id int)')
    expect(await run()).toEqual(['9000-one.sql'])
    await write('9000-one.sql', 'create table one (id bigint)')
    await write('9001-two.sql', 'create table two (id int)')
    await expect(run()).rejects.toThrow('9000-one.sql was edited')
    expect(await ask("select to_regclass('two') as two")).toEqual([{ two: null }])
  })

  it('refuses a new file that sorts before one applied', async () => {
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

  describe('a step that takes something away', () => {
    const pending = () => pendingMigrations({ ownerUrl: test.ownerUrl, folder })
    /** A node that follows this database by a program whose last step this is. */
    const serve = (lastStep: number) =>
      followAuthority({
        urls: [test.ownerUrl],
        ticks: systemTicks,
        looker: { node: `of-${lastStep}`, lastStep },
      })

    beforeEach(async () => {
      await write('9000-adds.sql', 'create table new_shape (id int)')
      await write('9001-takes.sql', '-- needs: 9000-adds.sql\ncreate table old_shape_is_gone (id int)')
    })

    it('waits for each node that needs it, names them, and comes once they have ended', async () => {
      const [old, other, fresh] = [await serve(41), await serve(8999), await serve(9001)]
      const nodes = [
        { node: 'of-41', lastStep: 41 },
        { node: 'of-8999', lastStep: 8999 },
      ]
      const waits = { step: '9001-takes.sql', needs: '9000-adds.sql', nodes }
      expect(await runWhole()).toEqual({ applied: ['9000-adds.sql'], waits })
      expect(await ask("select to_regclass('old_shape_is_gone') as gone")).toEqual([{ gone: null }])
      await old.stop()
      await other.stop()
      await vi.waitFor(async () => expect(await run()).toEqual(['9001-takes.sql']), 5_000)
      expect(await ask('select max(needs) as needs from schema_migration')).toEqual([{ needs: 9000 }])
      expect(fresh.refusal('writing')).toBe(null)
      await fresh.stop()
    })

    it('is not what a new node waits for, unless something it can’t do without comes after', async () => {
      expect(await pending()).toEqual({
        all: ['9000-adds.sql', '9001-takes.sql'],
        lacking: ['9000-adds.sql'],
      })
      await write('9002-adds.sql', 'create table newer (id int)')
      expect((await pending()).lacking).toEqual((await pending()).all)
    })

    it('lets no node of a program that needs it begin to serve, or go on', async () => {
      const away = await serve(8999)
      // As the step does that came while this node was away.
      await run()
      await ask("update schema_migration set needs = 9000 where name = '9000-adds.sql'")
      await vi.waitFor(
        () => expect(away.refusal('reading')).toContain('took away what this program needs'),
        5_000,
      )
      await away.stop()
      await expect(serve(8999)).rejects.toThrow('ends at step 8999, and must know 9000')
    })

    it('is refused where it names a step that is not before it', async () => {
      await write('9001-takes.sql', '-- needs: 9002-later.sql\nselect 1')
      await write('9002-later.sql', 'select 1')
      await expect(run()).rejects.toThrow('9001-takes.sql needs 9002-later.sql, which is not before it')
    })
  })

  it('keeps nobody waiting for a table that it waits for itself', async () => {
    await write('9000-one.sql', 'alter table raised_alarm add one int')
    await withClient(test.superuserUrl, async (holder) => {
      await holder.query('begin; lock table raised_alarm in access share mode')
      const running = run()
      const waiting =
        "select from pg_stat_activity where wait_event_type = 'Lock' and query like 'alter table raised_alarm%'"
      await vi.waitFor(async () => expect(await ask(waiting)).toHaveLength(1), 5_000)
      await ask('select from raised_alarm')
      await holder.query('rollback')
      expect(await running).toEqual(['9000-one.sql'])
    })
  })
})
