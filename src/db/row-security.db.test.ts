import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { FIRM_A as A, FIRM_B as B, SAMPLES, TWO_FIRMS } from '../../test/support/two-firms.ts'
import { ROLE_OF } from './role-of-scope.ts'
import { WALLS } from './walls.ts'
import { withClient } from './with-client.ts'

let test: TestDatabase
/** One connection for all that is tried: what a scope left behind would be met by the next. */
let pooled: pg.Client

beforeAll(async () => {
  test = await testDatabase()
  await test.ask(TWO_FIRMS)
  pooled = new pg.Client({ connectionString: test.url })
  await pooled.connect()
  await pooled.query('set role sallyport_app')
})
afterAll(async () => {
  await pooled.end()
  await test.drop()
})

const NEW = '00000000-0000-4000-8000-00000000000c'
const NOBODY = '00000000-0000-4000-8000-00000000000d'
const tables = (wall: string) =>
  Object.keys(WALLS).filter((table) => WALLS[table as keyof typeof WALLS] === wall)
const keyOf = (table: string) => SAMPLES[table]?.key ?? 'no sample'

const scopedTo = (participant: string) =>
  `begin; set local role sallyport_participant; set local sallyport.participant = '${participant}'`

/** After `begin`, and rolled back. */
async function inside<T>(begin: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  await pooled.query(begin)
  try {
    return await work(pooled)
  } finally {
    await pooled.query('rollback')
  }
}

/** Rows affected, or SQLSTATE. */
const outcome = (begin: string, statement: string) =>
  inside(begin, (client) =>
    client.query(statement).then(
      ({ rowCount }) => rowCount,
      (error: pg.DatabaseError) => error.code,
    ),
  )

/** What is told, or SQLSTATE. */
const toldTo = (begin: string, question: string) =>
  inside(begin, (client) =>
    client.query<{ told: unknown }>(question).then(
      ({ rows }) => rows[0]?.told,
      (error: pg.DatabaseError) => error.code,
    ),
  )

async function firmsSeen(client: pg.Client, table: string): Promise<readonly unknown[]> {
  const { rows } = await client.query(`select ${keyOf(table)} as firm from ${table} order by 1`)
  return rows.map(({ firm }) => firm)
}

/** Asked of PostgreSQL's own catalogue, as a superuser. */
const asked = async <Row extends pg.QueryResultRow>(question: string): Promise<readonly Row[]> =>
  (await withClient(test.superuserUrl, (client) => client.query<Row>(question))).rows

describe('every table', () => {
  it('is named in one list with its wall, and those behind one have a sample', async () => {
    const there = await asked<{ name: string }>(`
      select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`)
    expect(Object.keys(WALLS).sort()).toEqual(there.map(({ name }) => name).sort())
    expect(Object.keys(SAMPLES).sort()).toEqual(tables('firm').sort())
  })

  it('that shows a firm its own rows does so by row security, which binds its owner too', async () => {
    const bound = await asked<{ name: string }>(`
      select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relrowsecurity and relforcerowsecurity`)
    expect(bound.map(({ name }) => name)).toEqual(expect.arrayContaining(tables('firm')))
  })

  it('of the estate is closed to firms, but for what each change leaves behind', async () => {
    const rights = await asked<{ name: string }>(`
      select format('%s %s', verb, relname) as name
        from pg_class, unnest('{select,insert,update}'::text[]) as verb
       where relname = any('{${tables('estate')}}')
         and has_any_column_privilege('sallyport_participant', oid, verb)
      union select format('delete %s', relname) from pg_class
       where relname = any('{${tables('estate')}}') and has_table_privilege('sallyport_participant', oid, 'delete')
       order by 1`)
    expect(rights.map(({ name }) => name)).toEqual(['insert audit_personal', 'insert session_news'])
  })

  it('that is a view shows a firm its own people, and who is in no firm’s scope nobody', async () => {
    for (const view of tables('view')) {
      const seen = (begin: string) =>
        inside(begin, async (client) =>
          (await client.query(`select id from ${view}`)).rows.map(({ id }) => id),
        )
      for (const firm of [A, B]) expect(await seen(scopedTo(firm))).toEqual([firm])
      for (const begin of [scopedTo(NOBODY), 'begin; set local role sallyport_participant'])
        expect(await seen(begin)).toEqual([])
      for (const role of ['sallyport_sign_in', 'sallyport_operations'])
        expect(await outcome(`begin; set local role ${role}`, `select from ${view}`)).toBe('42501')
      expect(await outcome(scopedTo(A), `update ${view} set display_name = 'X'`)).toBe('55000')
    }
  })

  it('is met in a function that works as its owner by its own firm alone, and by nobody without naming one', async () => {
    const none = 'begin; set local role sallyport_participant'
    await asked(`update email_upload_row r set user_id = a.user_id, address = 'new@firm.example'
      from account a where a.id = r.participant_id and r.participant_id = '${B}'`)
    for (const [asking, its] of [
      ['upload_lines($, $, 1, 9)', 1],
      ['shared_lines($, $, 1, 9)', 0],
      ['firm_domains($)', 1],
      [`register_lines($, $, 1, 9, '${NEW}', '2023-06-11Z')`, 1],
    ] as const) {
      const seen = (begin: string) => outcome(begin, `select from ${asking.replaceAll('$', `'${B}'`)}`)
      expect([asking, await seen(scopedTo(B))]).toEqual([asking, its])
      for (const begin of [scopedTo(A), scopedTo(NOBODY), none])
        expect([asking, await seen(begin)]).toEqual([asking, 0])
    }
  })

  it('that is everybody’s is written by no firm', async () => {
    for (const table of tables('everybody')) {
      expect(await outcome(scopedTo(A), `delete from ${table}`)).toBe('42501')
      expect(await outcome(scopedTo(A), `insert into ${table} default values`)).toBe('42501')
    }
  })

  it('is closed to the app role before it takes the role of a scope', async () => {
    for (const table of Object.keys(WALLS).filter((name) => name !== 'schema_migration'))
      expect([table, await outcome('begin', `select from ${table}`)]).toEqual([table, '42501'])
  })
})

describe('in the scope of a participant', () => {
  it.each(tables('firm'))(
    'of %s each firm sees its own rows, and nobody any without naming one',
    async (table) => {
      const seen = (begin: string) => inside(begin, (client) => firmsSeen(client, table))
      expect(await withClient(test.superuserUrl, (client) => firmsSeen(client, table))).toEqual([A, B])
      expect(await seen(scopedTo(A))).toEqual([A])
      expect(await seen(scopedTo(B))).toEqual([B])
      expect(await seen(scopedTo(NOBODY))).toEqual([])
      expect(await seen('begin; set local role sallyport_participant')).toEqual([])
      expect(
        await seen("begin; set local role sallyport_participant; set local sallyport.participant = ''"),
      ).toEqual([])
    },
  )

  it('a row of one’s own can be made, where firms make any', async () => {
    const made = await asked<{ name: string }>(`
      select relname as name from pg_class
       where relname = any('{${tables('firm')}}') and has_any_column_privilege('sallyport_participant', oid, 'insert')`)
    expect(made.length).toBeGreaterThan(7)
    for (const { name } of made)
      expect([name, await outcome(scopedTo(A), SAMPLES[name]?.insert(A, NEW) ?? '')]).toEqual([name, 1])
  })

  // A person is nobody's until somebody has an account of his; of whom an event tells no firm ever learns from it.
  it.each(tables('firm').filter((table) => !['person', 'audit_event'].includes(table)))(
    'no row of %s can be made for another firm or its people, nor does the refusal say whether they exist',
    async (table) => {
      for (const firm of [B, NOBODY]) {
        expect(await outcome(scopedTo(A), SAMPLES[table]?.insert(firm, NEW) ?? '')).toBe('42501')
      }
    },
  )

  it.each(tables('firm'))('no row of %s of another firm can be changed or removed', async (table) => {
    // A column that can be written and not read is given back what it began with.
    const columns = await asked<{ name: string; same: string }>(`
      select attname as name, case when has_column_privilege('sallyport_participant', attrelid, attnum, 'select')
          then attname else 'default' end as same from pg_attribute
       where attrelid = '${table}'::regclass and attnum > 0
         and has_column_privilege('sallyport_participant', attrelid, attnum, 'update')`)
    for (const { name, same } of columns) {
      expect(await outcome(scopedTo(A), `update ${table} set ${name} = ${same}`)).toBe(1)
      expect(
        await outcome(scopedTo(A), `update ${table} set ${name} = ${same} where ${keyOf(table)} = '${B}'`),
      ).toBe(0)
    }
    expect([0, '42501']).toContain(
      await outcome(scopedTo(A), `delete from ${table} where ${keyOf(table)} = '${B}'`),
    )
  })

  it('no row becomes another firm’s, and nothing of one firm is tied to something of another', async () => {
    for (const table of tables('firm')) {
      expect(await outcome(scopedTo(A), `update ${table} set ${keyOf(table)} = '${B}'`)).toBe('42501')
    }
    const tie = (group: string, membership: string) =>
      outcome(
        scopedTo(A),
        `insert into user_group_member values ('${NEW}', '${group}', '${membership}', '2023-06-10Z', '2023-06-10Z')`,
      )
    expect([await tie(A, A), await tie(A, B), await tie(B, A)]).toEqual([1, '42501', '42501'])
    const join = (account: string) =>
      outcome(
        scopedTo(A),
        `insert into membership values ('${NEW}', '${account}', '${A}', 'da-maker', '2023-06-10Z', null)`,
      )
    expect([await join(A), await join(B), await join(NOBODY)]).toEqual([1, '42501', '42501'])
  })

  it('a new person becomes the firm’s with account and membership', async () => {
    const made = await inside(scopedTo(A), async (client) => {
      await client.query(SAMPLES['person']?.insert(A, NEW) ?? '')
      await client.query(SAMPLES['account']?.insert(NEW, NEW) ?? '')
      await client.query(
        `insert into membership values ('${NEW}', '${NEW}', '${A}', 'user', '2023-06-10Z', null)`,
      )
      await client.query(SAMPLES['registered_email']?.insert(NEW, NEW) ?? '')
      return firmsSeen(client, 'person')
    })
    expect(made).toEqual([A, NEW])
  })

  it('who left is a User ID and a name, not his email elsewhere; who was removed stays with those who had him', async () => {
    const seenByA = (change: string) =>
      inside(`begin; set local role sallyport_operations; ${change}`, async (client) => {
        await client.query(`set local role sallyport_participant; set local sallyport.participant = '${A}'`)
        const changed = await client.query('update account set status = status')
        const seen: unknown[] = [changed.rowCount]
        for (const table of ['account', 'person', 'registered_email'])
          seen.push(await firmsSeen(client, table))
        return seen
      })
    const left = `update membership set valid_to = '2023-06-11Z' where account_id = '${A}';`
    const gone = `${left} insert into membership values ('${NEW}', '${A}', '${B}', 'user', '2023-06-11Z', null)`
    expect(await seenByA(gone)).toEqual([0, [A], [A], []])
    expect(await seenByA(left)).toEqual([0, [A], [A], []])
    const removed = await seenByA(`${left} update account set status = 'removed' where id = '${A}'`)
    expect(removed).toEqual([1, [A], [A], [A]])
  })

  it.each([
    ['credential', 'sealed'],
    ['outbox_mail', 'sealed'],
    ['logon_session', 'token_digest'],
    ['emergency_passcode', 'digest'],
    ['person', 'registry_key'],
  ])('%s.%s can not be read, be it one’s own firm’s', async (table, column) => {
    expect(await outcome(scopedTo(A), `select ${column} from ${table}`)).toBe('42501')
    expect(await outcome(scopedTo(A), `select from ${table} where ${column} is null`)).toBe('42501')
  })
})

describe('a pooled connection', () => {
  it.each(['commit', 'rollback'])('keeps nothing of a scope after %s', async (ending) => {
    const kept = await inside(scopedTo(A), async (client) => {
      await client.query(ending)
      return client.query(`
        select current_user as role, nullif(current_setting('sallyport.participant', true), '') as participant`)
    })
    expect(kept.rows).toEqual([{ role: 'sallyport_app', participant: null }])
  })
})

describe('the estate', () => {
  it.each([ROLE_OF['sign-in'], ROLE_OF.operations])(
    'is seen whole by %s, as far as it reads it',
    async (role) => {
      const read = await asked<{ name: string }>(`
      select relname as name from pg_class
       where relname = any('{${tables('firm')}}') and has_any_column_privilege('${role}', oid, 'select')`)
      expect(read.length).toBeGreaterThan(12)
      for (const { name } of read)
        expect(await inside(`begin; set local role ${role}`, () => firmsSeen(pooled, name))).toEqual([A, B])
    },
  )

  it('is read, never changed, by the reader', async () => {
    for (const table of tables('firm'))
      expect(await withClient(test.readerUrl, (client) => firmsSeen(client, table))).toEqual([A, B])
    const write = withClient(test.readerUrl, (client) => client.query('delete from audit_event'))
    await expect(write).rejects.toMatchObject({ code: '42501' })
  })

  it('is not seen by the owner of its tables, but for the functions that are named here', async () => {
    for (const table of tables('firm'))
      expect([table, await withClient(test.ownerUrl, (client) => firmsSeen(client, table))]).toEqual([
        table,
        [],
      ])
    const asOwner = await asked<{ name: string }>(
      "select proname as name from pg_proc where prosecdef and pronamespace = 'public'::regnamespace order by 1",
    )
    expect(asOwner.map(({ name }) => name)).toEqual([
      'access_in_firm',
      'account_acts_elsewhere',
      'account_digests',
      'analyze_uploads',
      'card_is_taken',
      'change_mode',
      'change_mode',
      'end_cards_of_leaver',
      'end_emergency_passcodes',
      'end_sessions_of_card',
      'firm_addresses',
      'firm_domains',
      'firm_locks',
      'firm_mail',
      'firm_people',
      'firm_standing',
      'firm_standing_by_card',
      'is_own_or_new_account',
      'is_own_or_new_person',
      'lock_keys',
      'move_authority',
      'move_authority',
      'person_acts_elsewhere',
      'register_lines',
      'release_lock',
      'shared_lines',
      'upload_lines',
      'user_id_is_taken',
    ])
  })
})

describe('what a firm’s own rows can’t answer', () => {
  /** Somebody of A who acts at B too, and whose logon by OTP is locked. */
  const OF_A = `begin; set local role sallyport_operations;
    insert into membership values ('${NEW}', '${A}', '${B}', 'user', '2023-06-10Z', null);
    insert into audit_event (id, at, epoch, kind, account_id, facts) values ('${NEW}', '2023-06-10 10:05Z', 'primary/0',
      'sample', '${A}', jsonb_build_object('budget', encode(sha256('x'), 'hex'), 'lockedUntil', '2023-06-10T10:10Z'));
    insert into attempt_budget (key, lane, failures, locked_until, verdict, window_at, updated_at) values
      (sha256('x'), 'logon', 0, '2023-06-10 10:10Z', 'locked', '2023-06-10 10:05Z', '2023-06-10 10:05Z')`
  const QUESTIONS = [
    `account_acts_elsewhere('${A}', '${A}')`,
    `person_acts_elsewhere('${A}', '${A}')`,
    `exists (select from firm_locks('${A}', null, '2023-06-10 10:06Z'))`,
    `release_lock('${A}', '${A}', '2023-06-10 10:06Z')`,
  ]

  it.each(QUESTIONS)(
    'is told a firm of its own people, operators of anybody’s, nobody else: %s',
    async (question) => {
      const told = (scope: string) => toldTo(`${OF_A}; set local role ${scope}`, `select ${question} as told`)
      expect(await told('sallyport_operations')).toBe(true)
      expect(await told(`sallyport_participant; set local sallyport.participant = '${A}'`)).toBe(true)
      for (const other of [B, NOBODY, ''])
        expect(await told(`sallyport_participant; set local sallyport.participant = '${other}'`)).toBe(false)
      expect(await told('sallyport_participant')).toBe(false)
      expect(await told('sallyport_sign_in')).toBe('42501')
    },
  )
})

describe('each scope', () => {
  const SIGN_IN = 'begin; set local role sallyport_sign_in'
  const OPERATIONS = 'begin; set local role sallyport_operations'

  it('of a logon writes neither people, rights, firms nor decisions', async () => {
    const written = ['credential', 'logon_session', 'outbox_mail', 'audit_event']
    for (const table of tables('firm').filter((name) => !written.includes(name))) {
      for (const statement of [SAMPLES[table]?.insert(A, NEW) ?? '', `delete from ${table}`])
        expect([statement, await outcome(SIGN_IN, statement)]).toEqual([statement, '42501'])
    }
    expect(await outcome(SIGN_IN, "update account set status = 'active'")).toBe('42501')
    expect(await outcome(SIGN_IN, 'update membership set valid_to = null')).toBe('42501')
  })

  it('of operations reads no secret of a person', async () => {
    expect(await outcome(OPERATIONS, 'select id from credential')).toBe(2)
    expect(await outcome(OPERATIONS, 'select sealed from credential')).toBe('42501')
  })

  it.each(['audit_event', 'spent_totp_step', 'programme_in_force', 'launch_decision'])(
    'can neither change nor remove a row of %s',
    async (table) => {
      for (const role of Object.values(ROLE_OF)) {
        for (const statement of [`delete from ${table}`, `truncate ${table}`])
          expect(await outcome(`begin; set local role ${role}`, statement)).toBe('42501')
        const [may] = await asked(`
          select has_any_column_privilege('${role}', '${table}', 'update') as "update"`)
        expect(may).toEqual({ update: false })
      }
    },
  )

  it('can make no table, and read but not write which migrations were applied', async () => {
    for (const role of Object.values(ROLE_OF)) {
      const begin = `begin; set local role ${role}`
      expect(await outcome(begin, 'create table mine (id int)')).toBe('42501')
      expect(await outcome(begin, 'delete from schema_migration')).toBe('42501')
    }
    expect(await outcome(OPERATIONS, 'select * from schema_migration')).toBeGreaterThan(0)
  })
})
