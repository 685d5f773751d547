import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Epoch } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { openDatabase, type PooledDatabase } from './open-database.ts'
import type { Scope, Tx } from './transaction.ts'

const OPERATIONS: Scope = { as: 'operations' }
const AT = Temporal.Instant.from('2023-06-10T18:05+08:00')
const world = { epoch: 'primary/0' as Epoch, randomness: systemRandomness }

let test: TestDatabase
const opened: PooledDatabase[] = []
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()))
  await test.drop()
})

function holding(term: number, mode: 'paired' | 'standalone' = 'paired'): PooledDatabase {
  const database = openDatabase({
    ...{ url: test.url, poolSize: 2, applicationName: `term ${term}` },
    ...{ term, mode: () => mode },
  })
  opened.push(database)
  return database
}

const leaveEvidence = (tx: Tx) =>
  recordEvent(tx, world, {
    ...{ kind: 'programme.in-force', at: AT, accountId: null, reference: null },
    ...{ facts: {}, particulars: {} },
  })
const write = (database: PooledDatabase) => database.write(OPERATIONS, leaveEvidence)

const move = (tx: Tx, known: number) =>
  sql<{
    moved: boolean
  }>`select move_authority(${known}, 'first', 'secondary', 'standalone', 'primary/0', ${AT}::timestamptz, null)
    as moved`.execute(tx)

const events = async () =>
  (await test.database.read(OPERATIONS, (db) => db.selectFrom('audit_event').select('id').execute())).length

describe('a connection that holds a term', () => {
  it('writes in its own, and in no other: neither when it has not heard of a failover, nor at the old primary', async () => {
    const before = await events()
    await write(holding(0))
    expect(await events()).toBe(before + 1)
    await expect(write(holding(1))).rejects.toThrow(DatabaseUnavailable)
    await expect(write(holding(1))).rejects.toThrow('holds term 1, the database term 0')
    expect(await events()).toBe(before + 1)
  })

  it('waits for the standby where the sites are paired, whatever its node has heard of that', async () => {
    const waiting = await holding(0, 'standalone').write(OPERATIONS, async (tx) => {
      const commits = () =>
        sql<{ now: string }>`select current_setting('synchronous_commit') as now`.execute(tx)
      const before = await commits()
      await leaveEvidence(tx)
      return [before, await commits()].map(({ rows }) => rows[0]?.now)
    })
    expect(waiting).toEqual(['local', 'on'])
  })

  it('moves the authority once, of two who know the same term, and goes on in the new one', async () => {
    const database = holding(0)
    const both = await Promise.all(
      [1, 2].map(() =>
        database
          .write(OPERATIONS, async (tx) => {
            const { rows } = await move(tx, 0)
            if (rows[0]?.moved) await leaveEvidence(tx)
            return rows[0]?.moved
          })
          .catch((fault: unknown) => fault),
      ),
    )
    expect(both.filter((moved) => moved === true)).toHaveLength(1)
    await expect(write(database)).rejects.toThrow('holds term 0, the database term 1')
    await write(holding(1))
    await write(holding(1, 'standalone'))
  })

  it('has its evidence written before the authority moves, or not at all', async () => {
    const [first, second] = [holding(1), holding(1)]
    const written = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const slow = first.write(OPERATIONS, async (tx) => {
      await leaveEvidence(tx)
      written.resolve()
      await release.promise
    })
    await written.promise
    let moved = false
    const moving = second
      .write(OPERATIONS, (tx) => move(tx, 1))
      .then(() => {
        moved = true
      })
    await test.database.read(OPERATIONS, (db) => db.selectFrom('authority').select('term').execute())
    expect(moved).toBe(false)
    release.resolve()
    await slow
    await moving
    expect(moved).toBe(true)
  })
})
