import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { withClient } from '../db/with-client.ts'
import type { Chain, RequestState } from '../kernel/vocabulary.ts'
import { stateAfter, type Verdict, WAITING } from './rules/request-state.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
  await test.ask(PEOPLE)
})
afterAll(() => test.drop())

const FIRM = '00000000-0000-4000-8000-0000000000f1'
const OTHER = '00000000-0000-4000-8000-0000000000f2'
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const AT = "'2023-06-12T10:00+08:00'"
const [MAKER, SECOND, CHECKER, OPERATOR, SINGLE] = [1, 2, 3, 4, 5].map(id)

/** Maker and SECOND are one person with two User IDs. */
const PEOPLE = `
  insert into participant values ('${FIRM}', 'FIRM1', 'Firm', 'Firm', false, ${AT}), ('${OTHER}', 'FIRM2', 'F', 'F', true, ${AT});
  insert into person select ('00000000-0000-4000-8000-00000000001' || n)::uuid, 'Somebody', 'en', ${AT}
    from generate_series(1, 5) n;
  insert into account select ('00000000-0000-4000-8000-00000000000' || n)::uuid,
    ('00000000-0000-4000-8000-00000000001' || case n when 2 then 1 else n end)::uuid, 'USERID' || n, 'active', ${AT}
    from generate_series(1, 5) n;
  insert into membership values ('${id(6)}', '${SINGLE}', '${OTHER}', 'da-single', ${AT}, null);`

const person = (account: string | undefined) => `(select person_id from account where id = '${account}')`

/** As the program itself, with the estate's eyes. */
function asApp<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(test.url, async (client) => {
    await client.query('set role sallyport_app; begin; set local role sallyport_operations')
    return work(client)
  })
}

const asked = (chain: Chain, more = '', values = '', maker = MAKER, firm = FIRM, state = 'pending') => `
  insert into change_request (kind, chain, restricts, participant_id, maker, maker_person, made_at, made_in, remark, input,
    lines, more, digest, due_at, single_control, state ${more})
  values ('k', '${chain}', ${state === 'in-force'}, '${firm}', '${maker}', ${person(maker)}, ${AT}, '${id(9)}', '', '{}',
    '[]', 0, sha256('x'), '2023-06-14T00:00+08:00', ${state === 'applied'}, '${state}' ${values})
  returning number`

const checked = (by: string | undefined, state: RequestState) => `
  update change_request set state = '${state}', checker = '${by}', checker_person = ${person(by)}, checked_at = ${AT},
    check_remark = '', ended_at = ${state === 'checked' ? 'null' : AT}`
const authorised = (by: string | undefined) => `
  update change_request set state = 'applied', authoriser = '${by}', authoriser_person = ${person(by)},
    authorised_at = ${AT}, authorise_remark = '', ended_at = ${AT}`

/** The code of what the database refuses, or `done`; all in one transaction that is never committed. */
function outcome(...statements: readonly string[]): Promise<string | undefined> {
  return asApp(async (client) => {
    try {
      for (const statement of statements) await client.query(statement)
      return 'done'
    } catch (error) {
      return (error as pg.DatabaseError).code
    }
  })
}

const REFUSED = '23514'
const FORBIDDEN = '42501'

describe('the database refuses, to the program as well,', () => {
  it('one person as maker and checker, under whatever User ID (attack 48)', async () => {
    expect(await outcome(asked('firm'), checked(CHECKER, 'applied'))).toBe('done')
    expect(await outcome(asked('firm'), checked(MAKER, 'applied'))).toBe(REFUSED)
    expect(await outcome(asked('firm'), checked(SECOND, 'applied'))).toBe(REFUSED)
    expect(await outcome(asked('firm'), checked(SECOND, 'rejected'))).toBe(REFUSED)
  })

  it('a User ID with somebody else’s person', async () => {
    const lie = checked(SECOND, 'applied').replace(person(SECOND), person(CHECKER))
    expect(await outcome(asked('firm'), lie)).toBe('23503')
  })

  it('an authorisation by one of the two, or before the check', async () => {
    const both = [asked('connect'), checked(CHECKER, 'checked')]
    expect(await outcome(...both, authorised(OPERATOR))).toBe('done')
    expect(await outcome(...both, authorised(SECOND))).toBe(REFUSED)
    expect(await outcome(...both, authorised(CHECKER))).toBe(REFUSED)
    expect(await outcome(asked('connect'), authorised(OPERATOR))).toBe(REFUSED)
    expect(await outcome(asked('connect'), checked(CHECKER, 'applied'))).toBe(REFUSED)
    expect(await outcome(asked('firm'), checked(CHECKER, 'checked'))).toBe(REFUSED)
  })

  it('a request that is made together with its decision', async () => {
    const decided = [', checker, checker_person, checked_at, check_remark, ended_at']
    const by = `, '${CHECKER}', ${person(CHECKER)}, ${AT}, '', ${AT}`
    expect(await outcome(asked('firm', decided[0], by, MAKER, FIRM, 'rejected'))).toBe(FORBIDDEN)
    expect(await outcome(asked('firm', '', '', MAKER, FIRM, 'rejected'))).toBe(REFUSED)
  })

  it('single control where it was not granted, or to another', async () => {
    const alone = (maker: string | undefined, firm: string) =>
      outcome(asked('firm', ', ended_at', `, ${AT}`, maker, firm, 'applied'))
    expect(await alone(SINGLE, OTHER)).toBe('done')
    expect(await alone(MAKER, OTHER)).toBe(REFUSED)
    expect(await alone(SINGLE, FIRM)).toBe(REFUSED)
  })

  it('another wording of what was asked, and its removal (attack 49)', async () => {
    for (const column of [
      'input',
      'lines',
      'digest',
      'maker',
      'maker_person',
      'kind',
      'due_at',
      'single_control',
    ])
      expect([column, await outcome(`update change_request set ${column} = ${column}`)]).toEqual([
        column,
        FORBIDDEN,
      ])
    expect(await outcome('delete from change_request')).toBe(FORBIDDEN)
    expect(await outcome('truncate change_request')).toBe(FORBIDDEN)
  })

  it('a second decision at a stage, whosever (attack 50)', async () => {
    const once = [asked('firm'), checked(CHECKER, 'applied')]
    expect(await outcome(...once, checked(OPERATOR, 'applied'))).toBe(REFUSED)
    expect(await outcome(...once, checked(CHECKER, 'rejected'))).toBe(REFUSED)
    const first = [asked('connect'), checked(CHECKER, 'checked')]
    expect(await outcome(...first, checked(OPERATOR, 'checked'))).toBe(REFUSED)
  })
})

describe('the steps of a request in the database', () => {
  const STATES: readonly RequestState[] = [
    ...(['pending', 'checked', 'in-force', 'applied', 'rejected', 'confirmed', 'lifted'] as const),
    ...(['withdrawn', 'expired', 'void'] as const),
  ]
  const STEP = `create temp table step (state text, ended_at timestamptz, checker uuid, checker_person uuid,
      authoriser uuid, escalated_at timestamptz);
    create trigger goes_on before update on step for each row execute function goes_on_as_a_request()`
  const VERDICTS: readonly Verdict[] = ['approve', 'reject', 'confirm', 'lift']

  /** Whether the trigger lets a row step from one to the other; the checks of a row are asked elsewhere. */
  async function steps(client: pg.Client, from: RequestState, to: RequestState): Promise<boolean> {
    await client.query(`truncate step; insert into step values ('${from}')`)
    return client.query(`update step set state = '${to}'`).then(
      () => true,
      () => false,
    )
  }

  it('are those of rules/request-state.ts, each of a hundred', async () => {
    const ends: readonly RequestState[] = ['withdrawn', 'expired', 'void']
    await withClient(test.superuserUrl, async (client) => {
      await client.query(STEP)
      for (const from of STATES) {
        const byRule = (['firm', 'connect'] as const).flatMap((chain) =>
          VERDICTS.map((verdict) => stateAfter(from, verdict, chain)),
        )
        const allowed = [...byRule, ...(WAITING.includes(from) ? ends : []), from]
        for (const to of STATES)
          expect([from, to, await steps(client, from, to)]).toEqual([from, to, allowed.includes(to)])
      }
    })
  })
})

describe('a firm', () => {
  it('sees its own requests alone, and none without a scope', async () => {
    const seen = (scope: string) =>
      withClient(test.url, async (client) => {
        await client.query('set role sallyport_app; begin; set local role sallyport_operations')
        await client.query(asked('firm'))
        await client.query(scope)
        return (await client.query('select number from change_request')).rowCount
      })
    const inScope = (firm: string) =>
      `set local role sallyport_participant; set local sallyport.participant = '${firm}'`
    expect(await seen(inScope(FIRM))).toBe(1)
    expect(await seen(inScope(OTHER))).toBe(0)
    expect(await seen('set local role sallyport_participant')).toBe(0)
  })
})
