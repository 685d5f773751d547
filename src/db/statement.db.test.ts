import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { PooledDatabase } from './open-database.ts'
import { openDatabase } from './open-database.ts'
import type { Tx } from './transaction.ts'
import { withClient } from './with-client.ts'

let test: TestDatabase
/** One connection: the second statement of a kind finds the first one's description. */
let single: PooledDatabase
beforeAll(async () => {
  test = await testDatabase()
  single = openDatabase({ url: test.url, poolSize: 1, applicationName: 'statements' })
})
afterAll(async () => {
  await single.close()
  await test.drop()
})

const ask = (work: (tx: Tx) => Promise<unknown>) => single.write({ as: 'operations' }, work)
const rowsOf = (value: unknown) =>
  ask(async (tx) => {
    const { rows } = await sql`select ${value}::timestamptz as at, 7::bigint as n, null::date as day`.execute(
      tx,
    )
    return rows
  })

describe('a statement', () => {
  it('answers alike whether its rows were described with it or before, to each that is under way', async () => {
    const row = { at: Temporal.Instant.from('2023-06-10T10:05:00.000001Z'), n: 7, day: null }
    const asked = await Promise.all([1, 2, 3].map(() => rowsOf('2023-06-10 18:05:00.000001+08')))
    expect(asked).toEqual([[row], [row], [row]])
  })

  it.each([1, 2])(
    'fails by itself with a value that can not be read, time %i, and the next one is answered',
    async () => {
      await expect(rowsOf('infinity')).rejects.toThrow(RangeError)
      expect(await rowsOf('2023-06-10 18:05+08')).toHaveLength(1)
    },
  )

  it.each([1, 2])(
    'fails by itself with a value that can not be sent, time %i, and the next one is answered',
    async () => {
      const circle = {}
      Object.assign(circle, { circle })
      const echo = (value: unknown) => ask((tx) => sql`select ${value}::text as said`.execute(tx))
      await expect(echo(circle)).rejects.toThrow(TypeError)
      expect(await echo('said')).toMatchObject({ rows: [{ said: 'said' }] })
    },
  )

  it('that failed can be asked again, whether the server had prepared it or not', async () => {
    const divide = (by: number) => ask((tx) => sql`select 1 / ${by}::integer as share`.execute(tx))
    for (const _ of [1, 2]) await expect(divide(0)).rejects.toMatchObject({ code: '22012' })
    expect(await divide(1)).toMatchObject({ rows: [{ share: 1 }] })
    const misspelt = () => ask((tx) => sql`select nothing from nowhere`.execute(tx))
    for (const _ of [1, 2]) await expect(misspelt()).rejects.toMatchObject({ code: '42P01' })
  })

  it('is refused, and never misread, once its rows have come to look otherwise', async () => {
    await withClient(test.superuserUrl, async (client) => {
      await client.query(
        'create table shape (it integer); grant select on shape to public; insert into shape values (1)',
      )
      const read = () => ask((tx) => sql`select it from shape`.execute(tx))
      expect(await read()).toMatchObject({ rows: [{ it: 1 }] })
      await client.query('alter table shape alter column it type text')
      await expect(read()).rejects.toThrow('cached plan must not change result type')
      await client.query('drop table shape')
    })
  })
})
