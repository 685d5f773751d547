import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

/** What a transaction ends with in which a statement fails by this condition. */
const failingWith = (sqlstate: string) =>
  test.database
    .write({ as: 'operations' }, (tx) =>
      sql.raw(`do $$ begin raise exception using errcode = '${sqlstate}'; end $$`).execute(tx),
    )
    .catch((fault: unknown) => fault)

it.each([
  ['the line was lost', '08006'],
  ['two transactions were in each other’s way', '40001'],
  ['of a deadlock', '40P01'],
  ['the disk is full', '53100'],
  ['there are too many connections', '53300'],
  ['a lock was not to be had', '55P03'],
  ['it took too long or was cancelled', '57014'],
  ['the server shuts down', '57P01'],
  ['the disk fails', '58030'],
  ['the server has become a standby', '25006'],
])('a statement that failed because %s (%s) may be tried again: DatabaseUnavailable', async (_, sqlstate) => {
  expect(await failingWith(sqlstate)).toBeInstanceOf(DatabaseUnavailable)
})

it.each([
  ['a value that does not fit', '22P02'],
  ['a unique key', '23505'],
  ['a missing right', '42501'],
  ['a table that is not there', '42P01'],
])('%s (%s) is a bug, and stays what it is', async (_, sqlstate) => {
  expect(await failingWith(sqlstate)).toMatchObject({ name: 'error', code: sqlstate })
})

it('a value that can not cross is a bug, not a lost line', async () => {
  const ring: { self?: unknown } = {}
  ring.self = ring
  const fault = await test.database
    .read({ as: 'operations' }, (db) => db.selectNoFrom(sql`${ring}::text`.as('ring')).execute())
    .catch((thrown: unknown) => thrown)
  expect(fault).not.toBeInstanceOf(DatabaseUnavailable)
})
