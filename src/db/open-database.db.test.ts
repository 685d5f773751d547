import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import { refused } from '../kernel/result.ts'
import { openDatabase } from './open-database.ts'
import type { Database, ReadDb, Scope, Tx } from './transaction.ts'

const AT = Temporal.Instant.from('2023-06-10T18:05+08:00')
const OPERATIONS: Scope = { as: 'operations' }
let test: TestDatabase
let database: Database

beforeAll(async () => {
  test = await testDatabase()
  database = test.database
})
afterAll(() => test.drop())

let made = 0
const uuid = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`

async function addParticipant(tx: Tx, code: string): Promise<ParticipantId> {
  const id = uuid() as ParticipantId
  const row = { id, code, name_en: code, name_zh: code, single_control: false, created_at: AT }
  await tx.insertInto('participant').values(row).execute()
  return id
}

const codesLike = (code: string) =>
  database.read(OPERATIONS, (db) =>
    db.selectFrom('participant').select('code').where('code', 'like', code).execute(),
  )

describe('read', () => {
  it('cannot write, whatever the handle is made to be', async () => {
    const writes = database.read(OPERATIONS, (db: ReadDb) => addParticipant(db as unknown as Tx, 'SNEAK'))
    await expect(writes).rejects.toMatchObject({ code: '25006' })
    expect(await codesLike('SNEAK')).toEqual([])
  })

  it('works as the role of its scope, not as whoever logs in', async () => {
    const roles = await database.read(OPERATIONS, (db) =>
      db
        .selectNoFrom([sql<string>`current_user`.as('works'), sql<string>`session_user`.as('logsIn')])
        .executeTakeFirst(),
    )
    expect(roles).toEqual({ works: 'sallyport_operations', logsIn: 'sallyport_owner' })
  })

  it('is sallyport_app, which may do nothing, after RESET ROLE', async () => {
    const single = openDatabase({ url: test.url, poolSize: 1, applicationName: 'reset' })
    const role = await single.write(OPERATIONS, async (tx) => {
      await sql`reset role`.execute(tx)
      return sql<{ role: string }>`select current_user as role`.execute(tx)
    })
    await single.close()
    expect(role.rows).toEqual([{ role: 'sallyport_app' }])
  })

  it('lets no option of the url choose another role', async () => {
    const url = new URL(test.url)
    url.searchParams.set('options', '-c role=sallyport_owner -c work_mem=5MB')
    const other = openDatabase({ url: url.href, poolSize: 1, applicationName: 'options' })
    const seen = await other.read(OPERATIONS, (db) =>
      db
        .selectNoFrom([sql`current_user`.as('role'), sql`current_setting('work_mem')`.as('memory')])
        .execute(),
    )
    await other.close()
    expect(seen).toEqual([{ role: 'sallyport_operations', memory: '5MB' }])
  })
})

describe("with a reader's login", () => {
  it('reads the whole estate with its own rights, and writes nothing', async () => {
    const reader = openDatabase({ url: test.readerUrl, asApp: false, poolSize: 1, applicationName: 'reader' })
    const roles = await reader.read(OPERATIONS, (db) =>
      db.selectNoFrom(sql`current_user`.as('role')).execute(),
    )
    const write = reader.write(OPERATIONS, (tx) => addParticipant(tx, 'READER'))
    await expect(write).rejects.toMatchObject({ code: '42501' })
    await reader.close()
    expect(roles).toEqual([{ role: 'sallyport_auditor' }])
  })

  it('cannot work as the program', async () => {
    const posing = openDatabase({ url: test.readerUrl, poolSize: 1, applicationName: 'posing' })
    await expect(posing.read(OPERATIONS, async () => 'in')).rejects.toThrow('role "sallyport_app"')
    await posing.close()
  })
})

describe('write', () => {
  it('commits when the work returns a refusal: its evidence stays', async () => {
    const answer = await database.write(OPERATIONS, async (tx) => {
      await addParticipant(tx, 'EVIDENCE')
      return refused('locked')
    })
    expect(answer).toEqual(refused('locked'))
    expect(await codesLike('EVIDENCE')).toHaveLength(1)
  })

  it('rolls back when the work throws, and hands on what was thrown', async () => {
    const bug = new Error('a bug')
    const work = database.write(OPERATIONS, async (tx) => {
      await addParticipant(tx, 'THROWN')
      throw bug
    })
    await expect(work).rejects.toBe(bug)
    expect(await codesLike('THROWN')).toEqual([])
  })

  it('does not say done when the work swallowed a failed statement', async () => {
    const work = database.write(OPERATIONS, async (tx) => {
      await addParticipant(tx, 'SWALLOW')
      await sql`select 1 / 0`.execute(tx).catch(() => undefined)
    })
    await expect(work).rejects.toThrow('rolled back')
    expect(await codesLike('SWALLOW')).toEqual([])
  })

  it('gives the connection back after every ending', async () => {
    const single = openDatabase({ url: test.url, poolSize: 1, applicationName: 'single' })
    for (const statement of [sql`select 1`, sql`select 1 / 0`, sql`no such statement`]) {
      await single.write(OPERATIONS, (tx) => statement.execute(tx)).catch(() => undefined)
    }
    expect(await single.read(OPERATIONS, (db) => db.selectNoFrom(sql`1`.as('one')).execute())).toHaveLength(1)
    await single.close()
  })

  it('leaves nothing to a handle kept beyond its transaction', async () => {
    let kept: Tx | undefined
    await database.write(OPERATIONS, async (tx) => {
      kept = tx
    })
    await expect(addParticipant(kept as Tx, 'LATE')).rejects.toThrow('after its transaction had ended')
  })

  it('counts the rows it changed', async () => {
    const counted = await database.write(OPERATIONS, async (tx) => {
      const id = await addParticipant(tx, 'COUNTED')
      return tx.updateTable('participant').set({ name_en: 'x' }).where('id', '=', id).executeTakeFirst()
    })
    expect(counted.numUpdatedRows).toBe(1n)
  })

  it('survives the loss of its connections: the next use connects anew', async () => {
    const other = openDatabase({ url: test.url, poolSize: 2, applicationName: 'lost' })
    const cut = () =>
      test.ask("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'lost'")
    await other.read(OPERATIONS, (db) => db.selectNoFrom(sql`1`.as('one')).execute())
    await cut()
    const midway = other.write(OPERATIONS, async (tx) => {
      await cut()
      await addParticipant(tx, 'CUT')
    })
    await expect(midway).rejects.toThrow()
    expect(await codesLike('CUT')).toEqual([])
    expect(await other.read(OPERATIONS, (db) => db.selectNoFrom(sql`1`.as('one')).execute())).toHaveLength(1)
    await other.close()
  })
})

describe('scope', () => {
  const firms = new Map<string, ParticipantId>()
  beforeAll(() =>
    database.write(OPERATIONS, async (tx) => {
      for (const code of ['AAA', 'BBB', 'CCC']) {
        const id = await addParticipant(tx, code)
        firms.set(code, id)
        await tx.insertInto('user_group').values({ id: uuid(), participant_id: id, name: code }).execute()
      }
    }),
  )

  const groupsSeen = async (as: Scope) => {
    const rows = await database.read(as, (db) => db.selectFrom('user_group').select('name').execute())
    return rows.map(({ name }) => name).sort()
  }
  const scopeOf = (code: string): Scope => ({
    as: 'participant',
    participant: firms.get(code) as ParticipantId,
  })

  it('shows exactly its own rows, however transactions of other scopes share the pool', async () => {
    const arbitraryScopes = fc.array(fc.constantFrom('AAA', 'BBB', 'CCC', 'sign-in', 'operations'), {
      minLength: 8,
      maxLength: 40,
    })
    const eachSeesItsOwn = async (names: readonly string[]) => {
      const seen = await Promise.all(
        names.map((name) => groupsSeen(firms.has(name) ? scopeOf(name) : ({ as: name } as Scope))),
      )
      expect(seen).toEqual(names.map((name) => (firms.has(name) ? [name] : ['AAA', 'BBB', 'CCC'])))
    }
    await fc.assert(fc.asyncProperty(arbitraryScopes, eachSeesItsOwn), { numRuns: 25 })
  })

  it('leaves no trace in a pooled connection', async () => {
    const single = openDatabase({ url: test.url, poolSize: 1, applicationName: 'trace' })
    const setting = sql<string | null>`current_setting('sallyport.participant', true)`.as('participant')
    const inside = await single.read(scopeOf('AAA'), (db) => db.selectNoFrom(setting).executeTakeFirst())
    const after = await single.read({ as: 'sign-in' }, (db) => db.selectNoFrom(setting).executeTakeFirst())
    await single.close()
    expect([inside, after]).toEqual([{ participant: firms.get('AAA') }, { participant: '' }])
  })

  it('cannot be left by text in an identifier', async () => {
    const hostile = `x'; set local role sallyport_operations --` as ParticipantId
    await expect(groupsSeen({ as: 'participant', participant: hostile })).rejects.toMatchObject({
      code: '22P02',
    })
  })
})
