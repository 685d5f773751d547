import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { goesWithCommit } from './goes-with-commit.ts'
import { openDatabase } from './open-database.ts'
import { ROLE_OF } from './role-of-scope.ts'
import type { Scope, Tx } from './transaction.ts'

const AT = Temporal.Instant.from('2023-06-10T18:05+08:00')
const OPERATIONS: Scope = { as: 'operations' }
const SYNCHRONOUS = sql<{ synchronous_commit: string }>`show synchronous_commit`
let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

function add(tx: Tx, code: string) {
  const id = systemRandomness.uuid() as ParticipantId
  const row = { id, code, name_en: code, name_zh: code, single_control: false, created_at: AT }
  return tx.insertInto('participant').values(row).execute()
}

const codes = (like: string) =>
  test.database.readAtOnce(OPERATIONS, (db) =>
    db.selectFrom('participant').select('code').where('code', 'like', like).orderBy('code').execute(),
  )

describe('statements sent at once', () => {
  it('are committed together, and each finds its own answer', async () => {
    const answers = await test.database.writeAtOnce(OPERATIONS, (tx) =>
      Promise.all([
        add(tx, 'ONE1'),
        sql<{ n: number }>`select 1 as n`.execute(tx),
        add(tx, 'ONE2'),
        sql<{ n: number }>`select 2 as n`.execute(tx),
      ]),
    )
    expect([answers[1].rows, answers[3].rows]).toEqual([[{ n: 1 }], [{ n: 2 }]])
    expect(await codes('ONE%')).toEqual([{ code: 'ONE1' }, { code: 'ONE2' }])
  })

  it('are none of them committed where one fails, which says why; and the connection is good again', async () => {
    const failing = test.database.writeAtOnce(OPERATIONS, (tx) =>
      Promise.all([add(tx, 'TWO1'), add(tx, 'ONE1'), add(tx, 'TWO2')]),
    )
    await expect(failing).rejects.toMatchObject({ code: '23505' })
    expect(await codes('TWO%')).toEqual([])
  })

  it('are all there are: one that waits for another throws, and does nothing', async () => {
    const late = test.database.writeAtOnce(OPERATIONS, async (tx) => {
      await add(tx, 'LATE1')
      await add(tx, 'LATE2')
    })
    await expect(late).rejects.toThrow('after its transaction had ended')
    expect(await codes('LATE2')).toEqual([])
  })

  it('write nothing where they were to read', async () => {
    const writes = test.database.readAtOnce(OPERATIONS, (db) => add(db as unknown as Tx, 'SNEAK'))
    await expect(writes).rejects.toMatchObject({ code: '25006' })
  })

  it('see only their scope, whoever had the connection before', async () => {
    const participant = systemRandomness.uuid() as ParticipantId
    const scoped = (scope: Scope) =>
      test.database.readAtOnce(scope, (db) =>
        db.selectNoFrom(sql<string>`current_user`.as('role')).executeTakeFirstOrThrow(),
      )
    const both = [OPERATIONS, { as: 'participant', participant }] as const
    const seen = await Promise.all([...both, ...both, ...both, ...both].map(scoped))
    expect(seen.map(({ role }) => role)).toEqual(
      [1, 2, 3, 4].flatMap(() => [ROLE_OF.operations, ROLE_OF.participant]),
    )
  })
})

describe('what is written ahead', () => {
  it('is committed, and seen by everybody', async () => {
    await test.database.writeAhead(OPERATIONS, (tx) => add(tx, 'AHEAD1'))
    expect(await codes('AHEAD%')).toEqual([{ code: 'AHEAD1' }])
  })

  it('alone waits for no disk: what follows on its connection does, as the server says', async () => {
    const url = new URL(test.url)
    url.searchParams.set('options', '-c synchronous_commit=on')
    const database = openDatabase({ url: url.href, poolSize: 1, applicationName: 'ahead' })
    const waits = async (how: 'writeAhead' | 'writeAtOnce' | 'write') =>
      (await database[how](OPERATIONS, (tx) => SYNCHRONOUS.execute(tx))).rows[0]?.synchronous_commit
    const seen = [await waits('writeAhead'), await waits('writeAtOnce'), await waits('write')]
    await database.close()
    expect(seen).toEqual(['off', 'on', 'on'])
  })
})

describe('a statement that goes with COMMIT', () => {
  const addTwice = (code: string, again: string) =>
    test.database.write(OPERATIONS, async (tx) => {
      await add(tx, code)
      goesWithCommit(add(tx, again).then(() => undefined))
      return 'done'
    })

  it('is committed with all that was waited for', async () => {
    expect(await addTwice('WITH1', 'WITH2')).toBe('done')
    expect(await codes('WITH%')).toEqual([{ code: 'WITH1' }, { code: 'WITH2' }])
  })

  it('lets nothing be committed, nor called done, where it fails', async () => {
    await expect(addTwice('FAIL1', 'FAIL1')).rejects.toMatchObject({ code: '23505' })
    expect(await codes('FAIL%')).toEqual([])
  })
})
