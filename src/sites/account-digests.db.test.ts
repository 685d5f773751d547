import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { withClient } from '../db/with-client.ts'
import { FACETS, type Facet } from './rules/records-that-name.ts'

const AT = `'2023-06-10T22:10+08:00'`

let test: TestNode
let users: readonly string[]
beforeAll(async () => {
  test = await testNode()
  users = await withClient(test.db.superuserUrl, async (client) => {
    // Each of them has one of everything there is.
    const { rows } = await client.query<{ id: string }>(`
      select a.id from account a where exists (select from credential c where c.account_id = a.id and c.kind = 'password')
        and exists (select from registered_email e where e.account_id = a.id and e.valid_to is null)
        and exists (select from membership m join user_group_member i on i.membership_id = m.id where m.account_id = a.id)`)
    for (const { id } of rows) {
      const hex = id.replaceAll('-', '')
      await client.query(
        `insert into smartcard values (gen_random_uuid(), $1, repeat('a', 64), $2, $2 || $2, 'CN=Somebody', '2025-01-01Z', ${AT})`,
        [id, hex],
      )
      await client.query(
        `insert into card_password values (gen_random_uuid(), $1, 'sealed', 'primary/0', ${AT}, null)`,
        [id],
      )
    }
    return rows.map(({ id }) => id)
  })
})
afterAll(() => test.stop())

const ITS_MEMBERSHIP = '(select id from membership where account_id = $1 and valid_to is null limit 1)'
const ITS_GROUP = `(select user_group_id from user_group_member where membership_id = ${ITS_MEMBERSHIP} limit 1)`

/** Every way in which a person's means and rights can change, and which part of his digest says so. */
const CHANGES: readonly (readonly [statement: string, facet: Facet])[] = [
  [
    `update credential set sealed = sealed || '\\x00' where account_id = $1 and kind = 'password'`,
    'credentials',
  ],
  [`update credential set valid_to = ${AT} where account_id = $1 and kind = 'password'`, 'credentials'],
  [
    `insert into credential values (gen_random_uuid(), $1, 'app', 'sealed', 'primary/0', ${AT}, ${AT})`,
    'credentials',
  ],
  [`update card_password set sealed = sealed || '\\x00' where account_id = $1`, 'credentials'],
  [`update smartcard set key = repeat('f', 64) where account_id = $1 and valid_to is null`, 'credentials'],
  [`update smartcard set valid_to = ${AT}, ended_because = 'revoked' where account_id = $1`, 'credentials'],
  [`update registered_email set address = 'x' || address where account_id = $1`, 'emails'],
  [`update registered_email set valid_to = ${AT} where account_id = $1`, 'emails'],
  ['delete from registered_email where account_id = $1', 'emails'],
  [
    `update membership set role = case role when 'da-checker' then 'da-maker' else 'da-checker' end where id = ${ITS_MEMBERSHIP}`,
    'rights',
  ],
  [`update membership set ends_at = valid_from + interval '1 year' where id = ${ITS_MEMBERSHIP}`, 'rights'],
  [
    `insert into access_right values (gen_random_uuid(), ${ITS_MEMBERSHIP}, 'EU_Events', ${AT}, null)`,
    'rights',
  ],
  [`update user_group_member set valid_to = ${AT} where membership_id = ${ITS_MEMBERSHIP}`, 'rights'],
  [`insert into user_group_function values (${ITS_GROUP}, 'anything.more')`, 'rights'],
  [`delete from user_group_function where user_group_id = ${ITS_GROUP}`, 'rights'],
  [`update account set status = 'suspended' where id = $1`, 'status'],
]

/** What a logon, a mail or a look leaves behind. */
const COUNTERS: readonly string[] = [
  `insert into attempt_budget (key, lane, failures, verdict, window_at, updated_at)
     values (sha256($1::uuid::text::bytea), 'logon', 3, 'taken', ${AT}, ${AT})`,
  `insert into spent_totp_step select id, 56211231, 'primary/0', ${AT} from credential where account_id = $1`,
  `insert into outbox_mail (id, epoch, account_id, kind, sealed, state, created_at, due_at, not_after)
     values (gen_random_uuid(), 'primary/0', $1, 'passcode', '', 'sent', ${AT}, ${AT}, ${AT})`,
  `insert into audit_event (id, at, epoch, kind, account_id, facts)
     values (gen_random_uuid(), ${AT}, 'primary/0', 'logon.completed', $1, '{}')`,
  'update person set display_name = display_name || $1::uuid::text where id = (select person_id from account where id = $1)',
]

interface Digests extends Readonly<Record<Facet, Buffer>> {
  readonly account_id: string
}

/** Who differs after the statements, and in what; all of it is taken back. */
function differences(statements: readonly (readonly [statement: string, account: string])[]) {
  return withClient(test.db.superuserUrl, async (client) => {
    const digests = async () => {
      await client.query('set local role sallyport_operations')
      const { rows } = await client.query<Digests>('select * from account_digests() order by account_id')
      await client.query('reset role')
      return rows
    }
    await client.query('begin; set local session_replication_role = replica')
    const before = await digests()
    for (const [statement, account] of statements) {
      const { rowCount } = await client.query(statement, [account])
      if (!rowCount) throw new Error(`it changed nothing: ${statement}`)
    }
    const after = await digests()
    await client.query('rollback')
    return after.flatMap((row, at) =>
      FACETS.filter((facet) => !row[facet].equals(before[at]?.[facet] ?? Buffer.alloc(0))).map(
        (facet) => `${row.account_id} ${facet}`,
      ),
    )
  })
}

const anybody = () => fc.nat({ max: users.length - 1 }).map((at) => users[at] ?? '')
const counters = () => fc.array(fc.tuple(fc.constantFrom(...COUNTERS), anybody()), { maxLength: 3 })

describe('the digest of an account', () => {
  it('differs in what was changed of it, and in nothing and for nobody else, whatever else was counted', async () => {
    expect(users.length).toBeGreaterThan(1)
    const inAnyOrder = fc.shuffledSubarray([...CHANGES], {
      minLength: CHANGES.length,
      maxLength: CHANGES.length,
    })
    await fc.assert(
      fc.asyncProperty(inAnyOrder, anybody(), counters(), async (changes, who, counted) => {
        for (const [statement, facet] of changes) {
          // A group's functions are the rights of all who are in it.
          const seen = await differences([[statement, who], ...unlike(counted)])
          expect([statement, seen]).toEqual([statement, expect.arrayContaining([`${who} ${facet}`])])
          if (!statement.includes('user_group_function')) expect(seen).toEqual([`${who} ${facet}`])
          expect(seen.every((one) => one.endsWith(facet))).toBe(true)
        }
      }),
      { numRuns: 2 },
    )
  })

  it('is the same whatever a logon, a mail or a look leaves behind', async () => {
    await fc.assert(
      fc.asyncProperty(anybody(), async (who) => {
        expect(await differences(COUNTERS.map((statement) => [statement, who] as const))).toEqual([])
      }),
      { numRuns: 5 },
    )
  })

  it('is for no firm to ask, nor for a logon', async () => {
    for (const role of ['sallyport_participant', 'sallyport_sign_in', 'sallyport_app']) {
      const asked = withClient(test.db.url, async (client) => {
        await client.query(`set role ${role}`)
        await client.query('select * from account_digests()')
      })
      await expect(asked).rejects.toMatchObject({ code: '42501' })
    }
  })
})

/** The same counter of the same account twice is a row twice. */
function unlike(counted: readonly (readonly [string, string])[]) {
  return [...new Map(counted.map((one) => [one.join(), one] as const)).values()]
}
