import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reinstateOfSeveral, suspendOfSeveral } from '../../src/accounts/changes/suspend-user.ts'
import { catalogue } from '../../src/catalogue.ts'
import type { Making } from '../../src/changes/make-request.ts'
import { da3ByOperators } from '../../src/delegates/changes.ts'
import { registerOfSeveral, withdrawOfSeveral } from '../../src/emails/changes.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { Role } from '../../src/kernel/vocabulary.ts'
import { readHistory } from '../../src/listings/read-history.ts'
import { readNotices } from '../../src/notices/read-notices.ts'
import { resetOfSeveral } from '../../src/resets/changes/reset-credentials.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Desk, deskOf, numberOf } from '../support/requests.ts'

/** Somebody of both firms; a user of one firm each; and a DA of the first. */
const [FIRM, OTHER] = ['C00102', 'C00105']
const [OF_BOTH, OF_FIRM, OF_OTHER, DELEGATE] = ['KTBUSR01', 'KTBUSR02', 'SGCUSR02', 'KTBDAM01']

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  await test.node.stop()
  for (const userId of [OF_BOTH, 'KTBUSR03', DELEGATE]) await alsoFor(userId, OTHER, 'user')
})
afterAll(() => test.stop())

async function alsoFor(userId: string, firm: string, role: Role): Promise<void> {
  await desk.sql(
    'insert into membership (id, account_id, participant_id, role, valid_from) values ($1, $2, $3, $4, $5)',
    [systemRandomness.uuid(), desk.account(userId), await desk.firm(firm), role, '2023-04-03T09:00+08:00'],
  )
}

const his = (userId: string) => ({ accountId: desk.account(userId) })
const address = (userId: string) => ({
  ...{ ...his(userId), id: systemRandomness.uuid() },
  address: 'his.own@kiteterrace.example',
})
const ask = (kind: Making<unknown>['kind'], input: object, by = 'OPSMAK01', firm = FIRM) =>
  desk.askFor(by, firm, kind, input)
const approved = async (kind: Making<unknown>['kind'], input: object) =>
  desk.decide('OPSCHK01', null, numberOf(await ask(kind, input)))

const state = async (userId: string) =>
  (
    await desk.sql(
      `select a.status, e.address, count(distinct c.id)::int as credentials,
        count(distinct s.id)::int as sessions
      from account a left join registered_email e on e.account_id = a.id and e.valid_to is null
        left join credential c on c.account_id = a.id and c.valid_to is null
        left join logon_session s on s.account_id = a.id and s.ended_at is null
      where a.user_id = $1 group by a.id, e.id`,
      [userId],
    )
  )[0]

const KINDS = [
  ['another address', registerOfSeveral, address],
  ['his address away', withdrawOfSeveral, his],
  ['a reset', resetOfSeveral, his],
  ['a suspension', suspendOfSeveral, his],
  ['a reinstatement', reinstateOfSeveral, his],
] as const

describe('a user whom several firms have', () => {
  it.each(KINDS)('is asked %s for by operators alone, and who is not of several is not', async (...row) => {
    const [, kind, input] = row
    const problem = (code: string) => ({ is: 'problem', problem: { code } })
    const others = () => Promise.all([OF_FIRM, OF_OTHER].map(state))
    const before = await others()
    expect(await ask(kind, input(OF_FIRM))).toEqual(problem('of-one-firm'))
    expect(await ask(kind, input(OF_OTHER))).toEqual(problem('not-found'))
    expect(await ask(kind, input(DELEGATE))).toMatchObject({
      problem: { code: expect.stringMatching(/^(is-)?administrator$/) },
    })
    for (const by of ['KTBDAM01', 'KTBDAC01', 'HOTLIN01', 'AUDITR01'])
      expect(await ask(kind, input(OF_BOTH), by)).toEqual({ is: 'not-entitled' })
    expect(await others()).toEqual(before)
  })

  it('is asked nothing for by one operator alone but to be suspended', async () => {
    for (const [, kind, input] of KINDS.filter(([, { restricts }]) => !restricts))
      expect(await ask(kind, input(OF_BOTH), 'OPSCHK01')).toEqual({ is: 'not-entitled' })
    const number = numberOf(await ask(registerOfSeveral, address(OF_BOTH)))
    expect(await desk.decide('OPSMAK01', null, number)).toBe('own-request')
    expect(await desk.decide('KTBDAC01', FIRM, number)).toBe('not-entitled')
    expect(await desk.decide('OPSCHK01', null, number, 'reject')).toBe('rejected')
  })

  it('is neither asked for nor decided on by the operator who it is', async () => {
    for (const operator of ['OPSMAK01', 'OPSCHK01'])
      for (const firm of [FIRM, OTHER]) await alsoFor(operator, firm, 'user')
    for (const [kind, input] of [
      [registerOfSeveral, address],
      [suspendOfSeveral, his],
      [resetOfSeveral, his],
    ] as const)
      expect(await ask(kind, input('OPSMAK01'))).toEqual({ is: 'on-oneself' })
    for (const [kind, input] of [
      [registerOfSeveral, address],
      [resetOfSeveral, his],
    ] as const) {
      const number = numberOf(await ask(kind, input('OPSCHK01')))
      expect(await desk.decide('OPSCHK01', null, number)).toBe('concerns-oneself')
    }
  })

  it('gets an address from two of them, the one before told and the new one tested; and loses it', async () => {
    const before = await state(OF_BOTH)
    expect(await approved(registerOfSeveral, address(OF_BOTH))).toBe('applied')
    expect(await state(OF_BOTH)).toEqual({ ...before, address: 'his.own@kiteterrace.example' })
    const letters = () =>
      desk.sql(
        `select l.kind, e.address from address_letter l join registered_email e on e.id = l.registered_email_id
          where e.account_id = $1 order by 1, 2`,
        [desk.account(OF_BOTH)],
      )
    const [former, tested] = [
      { kind: 'address-replaced', address: before?.['address'] },
      { kind: 'address-test', address: 'his.own@kiteterrace.example' },
    ]
    expect(await letters()).toEqual([former, tested])
    expect(await approved(withdrawOfSeveral, his(OF_BOTH))).toBe('applied')
    expect(await state(OF_BOTH)).toEqual({ ...before, address: null })
    expect(await letters()).toContainEqual({ ...former, address: tested.address })
    expect(await ask(withdrawOfSeveral, his(OF_BOTH))).toMatchObject({
      problem: { code: 'none-registered' },
    })
  })

  it('is reset by two of them at all of his firms, and told that it was not his firm', async () => {
    await desk.session('KTBUSR03')
    expect(await state('KTBUSR03')).toMatchObject({ sessions: 1 })
    const number = numberOf(await ask(resetOfSeveral, his('KTBUSR03')))
    expect((await state('KTBUSR03'))?.['credentials']).toBeGreaterThan(1)
    expect(await desk.decide('OPSCHK01', null, number)).toBe('applied')
    expect(await state('KTBUSR03')).toMatchObject({ credentials: 0, sessions: 0 })
    const mails = await desk.sql('select kind from outbox_mail where account_id = $1', [
      desk.account('KTBUSR03'),
    ])
    expect(mails).toEqual([{ kind: 'reset-by-operators' }])
    expect(await ask(resetOfSeveral, his('KTBUSR03'))).toMatchObject({
      problem: { code: 'nothing-to-reset' },
    })
  })

  it('is suspended by one of them at once, whichever, which another one lifts or confirms', async () => {
    await desk.session('KTBUSR03')
    for (const [first, second] of [
      ['OPSCHK01', 'OPSMAK01'],
      ['OPSMAK01', 'OPSCHK01'],
    ] as const) {
      const number = numberOf(await ask(suspendOfSeveral, his('KTBUSR03'), first))
      expect(await state('KTBUSR03')).toMatchObject({ status: 'suspended', sessions: 0 })
      expect(await desk.decide(first, null, number, 'lift')).toBe('own-request')
      expect(await desk.decide(second, null, number, 'lift')).toBe('lifted')
      expect(await state('KTBUSR03')).toMatchObject({ status: 'active' })
    }
    const number = numberOf(await ask(suspendOfSeveral, his('KTBUSR03')))
    expect(await desk.decide('OPSCHK01', null, number, 'confirm')).toBe('confirmed')
    expect(await approved(reinstateOfSeveral, his('KTBUSR03'))).toBe('applied')
    expect(await state('KTBUSR03')).toMatchObject({ status: 'active' })
  })

  it('is not changed where he left the other firm before the second decided', async () => {
    const number = numberOf(await ask(suspendOfSeveral, his('KTBUSR03')))
    expect(await desk.decide('OPSCHK01', null, number, 'lift')).toBe('lifted')
    const asked = numberOf(await ask(registerOfSeveral, address('KTBUSR03')))
    const before = await state('KTBUSR03')
    const there = [desk.account('KTBUSR03'), await desk.firm(OTHER)]
    const turn = (to: string | null) =>
      desk.sql('update membership set valid_to = $3 where account_id = $1 and participant_id = $2', [
        ...there,
        to,
      ])
    await turn(test.clock.now().toString())
    expect(await desk.decide('OPSCHK01', null, asked)).toBe('void: changed-meanwhile')
    expect(await state('KTBUSR03')).toEqual(before)
    await turn(null)
  })
})

describe('what operators changed of him', () => {
  const scopeOf = async (firm: string) => ({ as: 'participant', participant: await desk.firm(firm) }) as const
  const told = async (userId: string, firm: string) => {
    const scope = await scopeOf(firm)
    const { programme } = test.node.world
    const looking = { kinds: catalogue, programme, at: test.clock.now(), among: scope.participant }
    const notices = await test.database.read(scope, (db) =>
      readNotices(db, { ...looking, account: desk.account(userId) }),
    )
    return notices.find(({ kind }) => kind === 'user-of-several')?.count ?? 0
  }
  const history = async (firm: string, userId: string) => {
    const kinds = ['email.registered', 'account.suspended', 'account.reinstated', 'credentials.reset']
    return test.database.read(await scopeOf(firm), (db) => readHistory(db, desk.account(userId), kinds))
  }

  it('is told to the DAs of each of his firms for a week, and to those of no third one', async () => {
    const everybody = () =>
      Promise.all([told('KTBDAC01', FIRM), told('SGCDAM01', OTHER), told('HLSDAM01', 'C00101')])
    const before = await everybody()
    await approved(registerOfSeveral, address(OF_BOTH))
    expect(await everybody()).toEqual(before.map((count, n) => (n < 2 ? count + 1 : 0)))
    const now = test.clock.now()
    test.clock.set(now.add({ hours: 7 * 24 }))
    expect(await everybody()).toEqual([0, 0, 0])
    test.clock.set(now)
  })

  it('is told of a Delegated Administrator too, and not to himself', async () => {
    const before = [await told('KTBDAC01', FIRM), await told(DELEGATE, FIRM), await told('SGCDAM01', OTHER)]
    const number = numberOf(await ask(da3ByOperators.suspend, his(DELEGATE)))
    expect(await desk.decide('OPSCHK01', null, number, 'lift')).toBe('lifted')
    const after = [await told('KTBDAC01', FIRM), await told(DELEGATE, FIRM), await told('SGCDAM01', OTHER)]
    expect(after).toEqual([(before[0] ?? 0) + 2, before[1], (before[2] ?? 0) + 2])
  })

  it('is evidence at each of them, with the request only where that is the firm’s to see', async () => {
    const [here, there] = [await history(FIRM, OF_BOTH), await history(OTHER, OF_BOTH)]
    const byOperators = here.filter(({ ofSeveral }) => ofSeveral)
    expect(byOperators.length).toBeGreaterThan(0)
    expect(byOperators.map(({ request }) => request)).not.toContain(null)
    expect(there.map(({ at, kind, ofSeveral }) => ({ at, kind, ofSeveral }))).toEqual(
      here.map(({ at, kind, ofSeveral }) => ({ at, kind, ofSeveral })),
    )
    expect(there.map(({ request }) => request)).toEqual(here.map(() => null))
  })

  it('and what a firm changed of its own is not told so', async () => {
    await desk.askSuspension('KTBDAM01', FIRM, OF_FIRM)
    const seen = await history(FIRM, OF_FIRM)
    expect(seen[0]).toMatchObject({ kind: 'account.suspended', ofSeveral: false })
    expect(seen.filter(({ ofSeveral }) => ofSeveral)).toEqual([])
  })
})
