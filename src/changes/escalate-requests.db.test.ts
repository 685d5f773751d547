import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SESSION_ONE, type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { suspendUser } from '../accounts/changes/suspend-user.ts'
import { endWhatIsDue } from '../housekeeping.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { declareAbsence } from './declare-absence.ts'
import { escalateRequests } from './escalate-requests.ts'
import { listAbsences } from './list-absences.ts'
import { listRequests } from './list-requests.ts'
import { readRequest } from './read-request.ts'
import { withdrawAbsence } from './withdraw-absence.ts'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
})
afterAll(() => test.stop())

const KTB = 'C00102'
const SOON = SESSION_ONE.add({ hours: 1 })
/** Made on Saturday 10 June, 18:05; due on Tuesday 13 June, 24:00: half-way is Monday, 9:02:30. */
const HALFWAY = Temporal.Instant.from('2023-06-12T09:02:30+08:00')
const DUE = Temporal.Instant.from('2023-06-14T00:00+08:00')

const ask = async (address: string) =>
  numberOf(await desk.askEmail('KTBDAM01', KTB, 'KTBUSR01', `${address}@ktb.example`))

const away = async (userId: string, by: string, until = DUE) => {
  const participant = await desk.firm(KTB)
  const [account, byAccount] = [desk.account(userId), desk.account(by)]
  const said = await declareAbsence(test.node.world, {
    ...{ account, by: byAccount, participant, from: SESSION_ONE, until, at: test.clock.now() },
  })
  return said.ok ? said.value.id : said.refusal.is
}
const back = async (id: string, by: string) =>
  withdrawAbsence(test.node.world, {
    ...{ id, by: desk.account(by), participant: await desk.firm(KTB), at: test.clock.now() },
  })

const isEscalated = async (number: RequestNumber) => {
  const [row] = await desk.sql('select escalated_at from change_request where number = $1', [
    Number(number.slice(2)),
  ])
  return row?.['escalated_at'] !== null
}

describe('a request half-way to its due time', () => {
  it('waits for the firm’s checker where one can come', async () => {
    const number = await ask('waits')
    await endWhatIsDue(test.node.world, HALFWAY)
    expect(await isEscalated(number)).toBe(false)
  })

  it('goes to the operators where the checker is away, not a moment before; and may be decided by either', async () => {
    const [one, two] = [await ask('one'), await ask('two')]
    const absence = await away('KTBDAC01', 'KTBDAM01')
    await endWhatIsDue(test.node.world, HALFWAY.subtract({ seconds: 1 }))
    expect(await isEscalated(one)).toBe(false)
    expect(await desk.decide('OPSCHK01', null, one)).toBe('not-entitled')
    await endWhatIsDue(test.node.world, HALFWAY)
    expect([await isEscalated(one), await isEscalated(two)]).toEqual([true, true])
    expect(await desk.decide('OPSMAK01', null, one)).toBe('not-entitled')
    expect(await desk.decide('OPSCHK01', null, one)).toBe('applied')
    expect((await desk.events('request.applied')).at(-1)).toMatchObject({ facts: { escalated: true } })
    await back(absence, 'KTBDAC01')
    expect(await desk.decide('KTBDAC01', KTB, two, 'reject')).toBe('rejected')
  })

  it('is void at the desk too where its maker is another firm’s by then', async () => {
    const number = await ask('moved')
    const absence = await away('KTBDAC01', 'KTBDAM01')
    await escalateRequests(test.node.world, HALFWAY)
    const moveTo = async (code: string) =>
      desk.sql("update membership set participant_id = $1 where account_id = $2 and role = 'da-maker'", [
        ...[await desk.firm(code), desk.account('KTBDAM01')],
      ])
    await moveTo('C00103')
    expect(await desk.decide('OPSCHK01', null, number)).toBe('void: maker-not-entitled')
    await moveTo(KTB)
    await back(absence, 'KTBDAC01')
  })

  it('goes there however many wait that a checker can come for', async () => {
    const waiting = await ask('many')
    const columns = (
      await desk.sql(
        `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
       where table_name = 'change_request' and column_name <> 'number'`,
      )
    )[0]?.['columns']
    await desk.sql(
      `insert into change_request (${columns}) select ${columns} from change_request, generate_series(1, 50) where number = $1`,
      [Number(waiting.slice(2))],
    )
    const lost = numberOf(
      await desk.askFor('SGCDAM01', 'C00105', suspendUser, { accountId: desk.account('SGCUSR01') }),
    )
    await desk.sql("update account set status = 'suspended' where user_id = 'SGCDAC01'")
    await endWhatIsDue(test.node.world, HALFWAY)
    expect([await isEscalated(waiting), await isEscalated(lost)]).toEqual([false, true])
    await desk.sql("update account set status = 'active' where user_id = 'SGCDAC01'")
    await desk.sql('delete from change_request where number > $1', [Number(waiting.slice(2))])
  })

  it('is told of once, by whichever node comes first', async () => {
    const absence = await away('KTBDAC01', 'KTBDAM01')
    for (let round = 0; round < 6; round++) {
      const number = await ask(`round-${round}`)
      await Promise.all([1, 2, 3, 4].map(() => escalateRequests(test.node.world, HALFWAY)))
      const told = await desk.events('request.escalated')
      expect(told.filter(({ facts }) => (facts as { request: string }).request === number)).toHaveLength(1)
    }
    await back(absence, 'KTBDAC01')
  })

  it.each([
    ['suspended', "update account set status = 'suspended'", "update account set status = 'active'"],
    [
      'not initiated',
      "update credential set valid_to = '2023-06-10T11:00Z' where account_id = (select id from account",
      'update credential set valid_to = null where account_id = (select id from account',
    ],
  ])('does so too where he is %s', async (_, lose, regain) => {
    const number = await ask('lost')
    const close = lose.includes('(') ? ')' : ''
    await desk.sql(`${lose} where user_id = 'KTBDAC01'${close}`)
    await endWhatIsDue(test.node.world, HALFWAY)
    expect(await isEscalated(number)).toBe(true)
    await desk.sql(`${regain} where user_id = 'KTBDAC01'${close}`)
  })
})

describe('an absence', () => {
  it('is said by himself or a colleague with a hand in requests, of somebody of the firm, for a time to come', async () => {
    expect(await away('KTBDAC01', 'KTBUSR01')).toBe('not-entitled')
    expect(await away('KTBDAC01', 'SGCDAM01')).toBe('not-entitled')
    expect(await away('SGCDAC01', 'KTBDAM01')).toBe('not-found')
    expect(await away('KTBDAC01', 'KTBDAC01', SESSION_ONE)).toBe('no-such-time')
    const id = await away('KTBDAC01', 'KTBDAC01', SOON)
    const participant = await desk.firm(KTB)
    const seen = (at: Temporal.Instant) =>
      test.database.read({ as: 'participant', participant }, (db) => listAbsences(db, { participant, at }))
    expect(await seen(SESSION_ONE)).toMatchObject([{ id, userId: 'KTBDAC01' }])
    expect(await seen(SOON)).toEqual([])
    await back(id, 'KTBDAM01')
    expect(await seen(SESSION_ONE)).toEqual([])
  })
})

describe('by itself', () => {
  it('a request ends at its due time, once, on however many nodes; what restricts stays in force', async () => {
    const number = await ask('late')
    const suspension = numberOf(await desk.askSuspension('KTBDAM01', KTB, 'KTBUSR02'))
    await endWhatIsDue(test.node.world, DUE.subtract({ seconds: 1 }))
    expect(await desk.state(number)).toBe('pending')
    await Promise.all([1, 2, 3].map(() => endWhatIsDue(test.node.world, DUE)))
    expect([await desk.state(number), await desk.state(suspension)]).toEqual(['expired', 'in-force'])
    const expired = await desk.events('request.expired')
    expect(expired.filter(({ facts }) => (facts as { request: string }).request === number)).toHaveLength(1)
  })

  it('a role given for a while ends, and its holder asks for nothing from that very instant on', async () => {
    const [cover, firm] = [desk.account('KTBUSR03'), await desk.firm(KTB)]
    await desk.sql("insert into membership values ($1, $2, $3, 'da-maker', '2023-06-10T10:00Z', null, $4)", [
      ...[systemRandomness.uuid(), cover, firm, SOON.toString()],
    ])
    expect(await desk.askEmail('KTBUSR03', KTB, 'KTBUSR01', 'cover@ktb.example')).toMatchObject({
      state: 'pending',
    })
    test.clock.set(SOON)
    expect(await desk.askEmail('KTBUSR03', KTB, 'KTBUSR01', 'more@ktb.example')).toEqual({
      is: 'not-entitled',
    })
    await endWhatIsDue(test.node.world, SOON)
    const [row] = await desk.sql(
      "select valid_to = ends_at as at_its_end from membership where account_id = $1 and role = 'da-maker'",
      [cover],
    )
    expect(row).toEqual({ at_its_end: true })
    expect((await desk.events('membership.ended')).at(-1)).toMatchObject({ account_id: cover })
    test.clock.set(SESSION_ONE)
  })
})

describe('what a person sees of requests', () => {
  const list = async (viewer: string, firm: string | null, which: 'mine' | 'to-decide' | 'open' | 'all') => {
    const participant = firm === null ? null : await desk.firm(firm)
    const scope =
      participant === null ? ({ as: 'operations' } as const) : ({ as: 'participant', participant } as const)
    const listing = { participant, viewer: desk.account(viewer), which, atMost: 50, at: test.clock.now() }
    const listed = await test.database.read(scope, (db) => listRequests(test.node.world, db, listing))
    return listed.map(({ number }) => number)
  }
  const may = async (viewer: string, firm: string | null, number: RequestNumber) => {
    const participant = firm === null ? null : await desk.firm(firm)
    const scope =
      participant === null ? ({ as: 'operations' } as const) : ({ as: 'participant', participant } as const)
    const looking = { number, participant, viewer: desk.account(viewer), at: test.clock.now() }
    const seen = await test.database.read(scope, (db) => readRequest(test.node.world, db, looking))
    return seen?.may
  }

  it('is what waits for him, what he asked for, and what he may do with it', async () => {
    const number = await ask('listed')
    expect(await list('KTBDAC01', KTB, 'to-decide')).toContain(number)
    expect(await list('KTBDAM01', KTB, 'to-decide')).not.toContain(number)
    expect(await list('KTBDAM01', KTB, 'mine')).toContain(number)
    expect(await list('OPSCHK01', null, 'to-decide')).not.toContain(number)
    expect(await list('OPSCHK01', null, 'all')).toContain(number)
    expect(await list('SGCDAC01', 'C00105', 'all')).toEqual([])
    expect(await may('KTBDAC01', KTB, number)).toEqual(['approve', 'reject'])
    expect(await may('KTBDAM01', KTB, number)).toEqual(['withdraw'])
    expect(await may('KTBUSR01', KTB, number)).toEqual([])
    expect(await may('OPSCHK01', null, number)).toEqual([])
    expect(await may('SGCDAC01', 'C00105', number)).toBeUndefined()
  })

  it('says what was asked and what became of it, by whom and why', async () => {
    const number = await ask('told')
    await desk.decide('KTBDAC01', KTB, number, 'reject')
    const participant = await desk.firm(KTB)
    const looking = { number, participant, viewer: desk.account('KTBDAM01'), at: test.clock.now() }
    const seen = await test.database.read({ as: 'participant', participant }, (db) =>
      readRequest(test.node.world, db, looking),
    )
    expect(seen).toMatchObject({
      ...{ state: 'rejected', participant: { code: KTB }, may: ['resubmit'] },
      lines: [{ about: 'KTBUSR01', field: 'email', after: 'told@ktb.example' }],
      history: [
        { what: 'made', by: { userId: 'KTBDAM01', name: 'Lee Chi Wai' }, remark: 'because' },
        { what: 'rejected', by: { userId: 'KTBDAC01' }, remark: 'seen' },
      ],
    })
  })
})
