import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { connectionOf } from './connection.ts'
import { prepared } from './prepared.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

interface Sum {
  readonly one: number
  readonly other: number | null
}

describe('a prepared statement', () => {
  it('is built once, and asked with the values of each call', async () => {
    const build = vi.fn(
      (_: unknown, { one, other }: Sum) => sql<{ sum: number }>`
      select coalesce(${one}::int, 0) + coalesce(${other}::int, 0) as sum`,
    )
    const sum = prepared(build)
    const sums = await test.database.read({ as: 'operations' }, (db) =>
      Promise.all([
        sum(db, { one: 1, other: 2 }),
        sum(db, { one: 40, other: null }),
        sum(db, { one: -1, other: 1 }),
      ]),
    )
    expect(sums.map(({ rows }) => rows)).toEqual([[{ sum: 3 }], [{ sum: 40 }], [{ sum: 0 }]])
    expect(build).toHaveBeenCalledTimes(1)
  })

  it('sends a value once that stands in several places, and keeps the places of the others', async () => {
    const places = prepared(
      (_, { one, other }: Sum) => sql<{ is: string }>`
      select concat_ws(',', ${one}::int, ${'fixed'}::text, ${other}::int, ${one}::int, ${other}::int) as is`,
    )
    await test.database.read({ as: 'operations' }, async (db) => {
      const sent = vi.spyOn(connectionOf(db), 'executeQuery')
      const { rows } = await places(db, { one: 7, other: 9 })
      expect(rows).toEqual([{ is: '7,fixed,9,7,9' }])
      expect(sent.mock.calls.map(([{ parameters }]) => parameters)).toEqual([[7, 'fixed', 9]])
    })
  })

  it('is a builder’s too, and says how many rows it changed', async () => {
    const admit = prepared((db, { code }: { readonly code: string }) =>
      db.updateTable('participant').set({ name_en: code }).where('code', '=', code),
    )
    const { numAffectedRows } = await test.database.write({ as: 'operations' }, (tx) =>
      admit(tx, { code: 'NOBODY' }),
    )
    expect(numAffectedRows).toBe(0n)
  })
})
