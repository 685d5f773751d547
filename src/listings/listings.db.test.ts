import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { ParticipantId, UserId } from '../kernel/ids.ts'
import { eachProfile, eachUser } from './each-user.ts'
import { readGroups } from './read-groups.ts'
import { readUser } from './read-user.ts'
import { selectUsers } from './select-users.ts'
import { readUsersWanted, sayUsersWanted, USER_FILTERS, type UsersWanted } from './users-wanted.ts'

const A = 'aaaaaaaa-0000-4000-8000-000000000001' as ParticipantId
const B = 'bbbbbbbb-0000-4000-8000-000000000001' as ParticipantId
const ALL: UsersWanted = { search: '', filter: 'present', sort: 'user-id', from: null }

let copy: TestDatabase
beforeAll(async () => {
  copy = await testDatabase()
  await copy.ask(FIRMS)
})
afterAll(() => copy.drop())

/** A: 40 users, every 4th without email, every 5th suspended, every 3rd initiated, the last removed. B: 3, one of A's too. */
const FIRMS = `
  insert into participant select id, code, 'Firm ' || code, '公司' || code, false, '2023-04-03' from
    (values ('${A}'::uuid, 'FIRMA'), ('${B}'::uuid, 'FIRMB')) as firm (id, code);
  create temporary table made as select n, firm, gen_random_uuid() as person, gen_random_uuid() as account,
      gen_random_uuid() as membership, (case firm when '${A}' then 'AAAAAA' else 'BBBBBB' end) || lpad(n::text, 2, '0') as user_id,
      case n % 3 when 0 then 'Chan ' when 1 then 'lee ' else '陳 ' end || (97 - n % 7) || ' ' || n as name
    from (select '${A}'::uuid as firm, generate_series(1, 40) as n union all select '${B}', generate_series(1, 3)) as all_of;
  insert into person select person, name, 'en', '2023-04-03' from made;
  insert into account select account, person, user_id,
    case when firm = '${A}' and n = 40 then 'removed' when n % 5 = 0 then 'suspended' else 'active' end, '2023-04-03' from made;
  insert into membership select membership, account, firm, 'user', '2023-04-03',
    case when firm = '${A}' and n = 40 then '2023-05-01'::timestamptz end from made;
  insert into membership select gen_random_uuid(), account, '${B}', 'user', '2023-04-03' from made where user_id = 'AAAAAA01';
  insert into registered_email select gen_random_uuid(), account, 'Mail' || n || '@firm.example', '2023-04-03'
    from made where n % 4 <> 0;
  insert into credential select gen_random_uuid(), account, kind, case kind when 'app' then '\\x00'::bytea else '\\x01' end,
    'primary/0', '2023-04-03' from made, unnest(array['password', 'app']) as kind where n % 3 = 0;
  insert into user_group values ('${A}', '${A}', 'all'), ('${B}', '${B}', 'theirs');
  insert into user_group_function values ('${A}', 'ccms.online'), ('${B}', 'ccms.overnight');
  insert into user_group_member select gen_random_uuid(), firm, membership, '2023-04-03' from made where n < 20;`

const select = (wanted: Partial<UsersWanted>, limit = 50, firm = A) =>
  copy.database.read({ as: 'participant', participant: firm }, (db) =>
    selectUsers(db, { ...ALL, ...wanted }, limit),
  )
const ids = (page: Awaited<ReturnType<typeof select>>) => page.rows.map(({ user_id }) => user_id)
const a = (...numbers: readonly number[]) => numbers.map((n) => `AAAAAA${String(n).padStart(2, '0')}`)

describe('a firm’s list', () => {
  it('shows who is with it, and its filters tell their numbers', async () => {
    const page = await select({})
    expect(ids(page)).toEqual(a(...Array.from({ length: 39 }, (_, n) => n + 1)))
    expect(page.counts).toEqual({
      present: 39,
      'no-email': 9,
      'not-initiated': 26,
      suspended: 7,
      removed: 1,
      disabled: 8,
    })
    for (const filter of USER_FILTERS) expect(ids(await select({ filter }))).toHaveLength(page.counts[filter])
    expect(ids(await select({ filter: 'suspended' }))).toEqual(a(5, 10, 15, 20, 25, 30, 35))
    expect(ids(await select({ filter: 'removed' }))).toEqual(a(40))
  })

  it('finds any part of a User ID, a name or an address, in any case, and no pattern in it', async () => {
    expect(ids(await select({ search: 'aa07' }))).toEqual(a(7))
    expect(ids(await select({ search: 'mail13@' }))).toEqual(a(13))
    expect(ids(await select({ search: 'cHaN 95' }))).toEqual(a(9, 30))
    expect(ids(await select({ search: '陳 ' }))).toHaveLength(13)
    for (const search of ['%', '_', 'Chan%', "'", '\\']) expect(ids(await select({ search }))).toEqual([])
    expect((await select({ search: '陳 ' })).counts.present).toBe(13)
  })

  it('comes in pages that together are the list, forwards and backwards, in whatever order', async () => {
    const sorts = fc.constantFrom('user-id', 'name' as const)
    const searches = fc.constantFrom('', 'lee', '9')
    const asked = fc.record({ limit: fc.integer({ min: 1, max: 17 }), sort: sorts, search: searches })
    await fc.assert(
      fc.asyncProperty(asked, async ({ limit, sort, search }) => {
        const whole = ids(await select({ sort, search }, 1000))
        const forwards: UserId[] = []
        let page = await select({ sort, search }, limit)
        expect(page.isMoreBefore).toBe(false)
        for (;;) {
          forwards.push(...ids(page))
          const last = ids(page).at(-1)
          if (!page.isMoreAfter || last === undefined) break
          page = await select({ sort, search, from: { side: 'after', userId: last } }, limit)
        }
        expect(forwards).toEqual(whole)
        const last = whole.at(-1)
        if (last === undefined) return
        const before = await select({ sort, search, from: { side: 'before', userId: last } }, limit)
        expect(ids(before)).toEqual(whole.slice(0, -1).slice(-limit))
        expect([before.isMoreBefore, before.isMoreAfter]).toEqual([whole.length - 1 > limit, true])
      }),
      { numRuns: 12 },
    )
  })

  it('of one firm is of nobody else: neither read, found, counted nor paged from', async () => {
    const theirs = await select({}, 50, B)
    expect(ids(theirs)).toEqual(['AAAAAA01', 'BBBBBB01', 'BBBBBB02', 'BBBBBB03'])
    expect((await select({ search: 'BBBBBB' })).counts.present).toBe(0)
    expect(ids(await select({ from: { side: 'after', userId: 'BBBBBB01' as UserId } }))).toEqual([])
    for (const as of ['sign-in', 'operations'] as const) {
      const inNoFirm = copy.database.read({ as }, (db) => selectUsers(db, ALL, 50))
      await expect(inNoFirm).rejects.toMatchObject({ code: '42501' })
    }
  })
})

describe('a profile', () => {
  const read = (userId: string, firm = A) =>
    copy.database.read({ as: 'participant', participant: firm }, (db) => readUser(db, firm, userId as UserId))

  it('holds what the firm gave him, and of another firm’s nothing', async () => {
    expect(await read('AAAAAA01')).toMatchObject({
      groups: [{ name: 'all', functions: ['ccms.online'] }],
      roles: ['user'],
    })
    expect(await read('AAAAAA01', B)).toMatchObject({ groups: [], roles: ['user'], status: 'active' })
    expect(await read('AAAAAA02', B)).toBeUndefined()
    expect(await read('NOBODY01', B)).toBeUndefined()
  })

  it('of who was removed tells that, and until when', async () => {
    expect(await read('AAAAAA40')).toMatchObject({
      status: 'removed',
      roles: [],
      email: null,
      groups: [],
      channels: [],
    })
    expect((await read('AAAAAA40'))?.until?.toString()).toContain('2023-05-01')
  })
})

describe('a file', () => {
  it('holds everybody the list shows, and a line for each group of each', async () => {
    const users = await Array.fromAsync(eachUser(copy.database, A, { ...ALL, filter: 'disabled' }))
    expect(users.map(({ user_id }) => user_id)).toEqual(a(5, 10, 15, 20, 25, 30, 35, 40))
    const profiles = await Array.fromAsync(eachProfile(copy.database, A))
    expect(profiles).toHaveLength(39)
    expect(profiles.filter(({ group }) => group === 'all')).toHaveLength(19)
  })
})

describe('groups', () => {
  it('count whom the firm has in them', async () => {
    const read = (db: Parameters<typeof readGroups>[0]) => readGroups(db, A)
    expect(await copy.database.read({ as: 'participant', participant: A }, read)).toEqual([
      { id: A, name: 'all', functions: ['ccms.online'], members: 19, ofAdministrators: false },
    ])
  })
})

describe('what a list is asked for', () => {
  it('reads back from the address that says it, whatever was typed', () => {
    const wanted = fc.record({
      search: fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.normalize('NFC').trim()),
      filter: fc.constantFrom(...USER_FILTERS),
      sort: fc.constantFrom('user-id' as const, 'name' as const),
      from: fc.constantFrom(null, { side: 'after' as const, userId: 'ABC123' as UserId }),
    })
    fc.assert(
      fc.property(wanted, (asked) => {
        const query = new URLSearchParams(sayUsersWanted(asked))
        expect(readUsersWanted((name) => query.get(name) ?? undefined)).toEqual(asked)
      }),
    )
  })
})
