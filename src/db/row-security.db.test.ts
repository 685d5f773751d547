import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { withClient } from './with-client.ts'

let test: TestDatabase

beforeAll(async () => {
  test = await testDatabase()
  await withClient(test.superuserUrl, (client) => client.query(TWO_FIRMS))
})
afterAll(() => test.drop())

const A = '00000000-0000-4000-8000-00000000000a'
const B = '00000000-0000-4000-8000-00000000000b'
const PROTECTED = [
  'membership',
  'user_group',
  'user_group_function',
  'user_group_member',
  'event_registration',
] as const

/** The same rows for each of two firms; every id of a firm is the firm's. */
const TWO_FIRMS = [A, B]
  .map((id, n) => {
    const at = "'2023-06-10 10:05Z'"
    return `
    insert into participant values ('${id}', 'FIRM${n}', 'Firm', 'Firm', false, ${at});
    insert into person values ('${id}', 'Somebody', 'en', ${at});
    insert into account values ('${id}', '${id}', 'FIRMUSER${n}', 'active', ${at});
    insert into membership values ('${id}', '${id}', '${id}', 'user', ${at}, null);
    insert into user_group values ('${id}', '${id}', 'all');
    insert into user_group_function values ('${id}', 'ccms.online');
    insert into user_group_member values ('${id}', '${id}', '${id}', ${at}, null);
    insert into event_registration values ('${id}', '${id}', 'session-1', ${at});`
  })
  .join('\n')

async function rowsSeen(client: pg.Client): Promise<readonly number[]> {
  const counts = []
  for (const table of PROTECTED) {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)
    counts.push(rows[0]?.n ?? -1)
  }
  return counts
}

function asApp<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(test.url, async (client) => {
    await client.query('set role sallyport_app')
    return work(client)
  })
}

const scopedTo = (participant: string) =>
  `begin; set local sallyport.scope = 'participant'; set local sallyport.participant = '${participant}'`

describe('without a scope', () => {
  it('the app role sees no row of any protected table, though they are there', async () => {
    expect(await withClient(test.superuserUrl, rowsSeen)).toEqual([2, 2, 2, 2, 2])
    expect(await asApp(rowsSeen)).toEqual([0, 0, 0, 0, 0])
  })

  it('the owner sees none either', async () => {
    expect(await withClient(test.ownerUrl, rowsSeen)).toEqual([0, 0, 0, 0, 0])
  })

  it('a connection that had one sees none after COMMIT or ROLLBACK', async () => {
    const seenUntil = (ending: string) =>
      asApp(async (client) => {
        await client.query(scopedTo(A))
        const inside = await rowsSeen(client)
        await client.query(ending)
        return [inside, await rowsSeen(client)]
      })
    const gone = [
      [1, 1, 1, 1, 1],
      [0, 0, 0, 0, 0],
    ]
    expect([await seenUntil('commit'), await seenUntil('rollback')]).toEqual([gone, gone])
  })
})

describe('in the scope of a participant', () => {
  it('each firm sees its own rows, through every table that leads to it', async () => {
    for (const firm of [A, B]) {
      const ids = await asApp(async (client) => {
        await client.query(scopedTo(firm))
        const { rows } = await client.query(`
          select id from membership union select id from user_group union select user_group_id from user_group_function
          union select id from user_group_member union select id from event_registration`)
        return rows
      })
      expect(ids).toEqual([{ id: firm }])
    }
  })

  it('a row of another firm can be neither made, changed, removed nor tied to', async () => {
    const outcome = (statement: string) =>
      asApp(async (client) => {
        await client.query(scopedTo(A))
        return client.query(statement).then(
          ({ rowCount }) => rowCount,
          (error: pg.DatabaseError) => error.code,
        )
      })
    const C = '00000000-0000-4000-8000-00000000000c'
    expect(await outcome(`insert into user_group values ('${C}', '${B}', 'new')`)).toBe('42501')
    expect(await outcome(`insert into user_group_function values ('${B}', 'dms.security')`)).toBe('42501')
    expect(
      await outcome(`insert into user_group_member values ('${C}', '${B}', '${A}', '2023-06-10Z', null)`),
    ).toBe('42501')
    expect(await outcome(`update event_registration set participant_id = '${B}'`)).toBe('42501')
    expect(await outcome(`update user_group set name = 'mine' where id = '${B}'`)).toBe(0)
    expect(await outcome(`delete from event_registration where id = '${B}'`)).toBe(0)
  })
})

describe('the estate', () => {
  it.each(['sign-in', 'operations'])('is seen whole by the scope %s', async (scope) => {
    const seen = await asApp(async (client) => {
      await client.query(`begin; set local sallyport.scope = '${scope}'`)
      return rowsSeen(client)
    })
    expect(seen).toEqual([2, 2, 2, 2, 2])
  })

  it('is not seen by a scope nobody knows', async () => {
    const seen = await asApp(async (client) => {
      await client.query("begin; set local sallyport.scope = 'everything'")
      return rowsSeen(client)
    })
    expect(seen).toEqual([0, 0, 0, 0, 0])
  })

  it('is read, never changed, by the reader', async () => {
    expect(await withClient(test.readerUrl, rowsSeen)).toEqual([2, 2, 2, 2, 2])
    const write = withClient(test.readerUrl, (client) => client.query('delete from audit_event'))
    await expect(write).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the app role', () => {
  const HISTORY = ['audit_event', 'spent_totp_step', 'programme_in_force', 'launch_decision']

  it.each(HISTORY)('can neither change nor remove a row of %s', async (table) => {
    for (const statement of [`delete from ${table}`, `truncate ${table}`]) {
      await expect(asApp((client) => client.query(statement))).rejects.toMatchObject({ code: '42501' })
    }
    const { rows } = await withClient(test.superuserUrl, (client) =>
      client.query(
        `select has_any_column_privilege('sallyport_app', $1, 'update') as "update",
                has_table_privilege('sallyport_app', $1, 'insert') as "insert"`,
        [table],
      ),
    )
    expect(rows).toEqual([{ update: false, insert: true }])
  })

  it('can make no table, and read but not write which migrations were applied', async () => {
    for (const statement of ['create table mine (id int)', 'delete from schema_migration']) {
      await expect(asApp((client) => client.query(statement))).rejects.toMatchObject({ code: '42501' })
    }
    const { rowCount } = await asApp((client) => client.query('select * from schema_migration'))
    expect(rowCount).toBeGreaterThan(0)
  })
})
