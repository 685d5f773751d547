import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRequest } from '../../src/changes/make-request.ts'
import { registerEmail } from '../../src/emails/changes.ts'
import type { RequestNumber } from '../../src/kernel/ids.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { type Desk, deskOf, numberOf } from '../support/requests.ts'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  await desk.sql(GRANT, [
    systemRandomness.uuid(),
    desk.account('SGCDAM01'),
    await desk.firm('C00105'),
    'da-maker',
  ])
})
afterAll(() => test.stop())

const KTB = 'C00102'
const GRANT = `insert into membership (id, account_id, participant_id, role, valid_from, valid_to)
  values ($1, $2, $3, $4, '2023-06-10T10:00Z', null) on conflict do nothing`
const END = `update membership set valid_to = '2023-06-10T10:00Z' where account_id = $1 and role = $2 and valid_to is null`
const grant = async (userId: string, role: string, firm = KTB) =>
  desk.sql(GRANT, [systemRandomness.uuid(), desk.account(userId), await desk.firm(firm), role])

const emailsOf = async (userId: string) => {
  const rows = await desk.sql(
    'select address from registered_email where account_id = $1 and valid_to is null',
    [desk.account(userId)],
  )
  return rows.map(({ address }) => address)
}

/** One more User ID of this person. Returns whose it was. */
async function becomes(userId: string, person: string): Promise<unknown> {
  const [row] = await desk.sql('select person_id from account where user_id = $1', [userId])
  await desk.sql(
    'update account set person_id = (select person_id from account where user_id = $2) where user_id = $1',
    [userId, person],
  )
  return row?.['person_id']
}

let turn = 0
/** A request to give KTBUSR01 an address that no other test uses. */
async function asked(maker = 'KTBDAM01'): Promise<{ number: RequestNumber; address: string }> {
  turn += 1
  const address = `to-${turn}@ktb.example`
  return { number: numberOf(await desk.askEmail(maker, KTB, 'KTBUSR01', address)), address }
}

describe('who asked for a change (attack 48)', () => {
  it('never approves it: not in the same session, nor in a second one', async () => {
    await grant('KTBDAM01', 'da-checker')
    const session = await desk.session('KTBDAM01')
    const { number, address } = await asked()
    expect(await desk.decide('KTBDAM01', KTB, number, 'approve', { session })).toBe('own-request')
    expect(await desk.decide('KTBDAM01', KTB, number)).toBe('own-request')
    expect(await desk.decide('KTBDAM01', KTB, number, 'reject')).toBe('own-request')
    expect(await desk.state(number)).toBe('pending')
    expect(await emailsOf('KTBUSR01')).not.toContain(address)
    await desk.sql(END, [desk.account('KTBDAM01'), 'da-checker'])
  })

  it('does not either once maker and checker have swapped their roles', async () => {
    const { number } = await asked()
    await desk.sql(END, [desk.account('KTBDAM01'), 'da-maker'])
    await grant('KTBDAM01', 'da-checker')
    expect(await desk.decide('KTBDAM01', KTB, number)).toBe('own-request')
    await desk.sql(END, [desk.account('KTBDAM01'), 'da-checker'])
    await grant('KTBDAM01', 'da-maker')
    expect(await desk.decide('KTBDAC01', KTB, number)).toBe('applied')
  })

  it('is one person under all of his User IDs', async () => {
    await grant('KTBUSR02', 'da-checker')
    const [one, two] = [await asked(), await asked()]
    const his = await becomes('KTBUSR02', 'KTBDAM01')
    expect(await desk.decide('KTBUSR02', KTB, one.number)).toBe('own-request')
    await desk.sql('update account set person_id = $1 where user_id = $2', [his, 'KTBUSR02'])
    expect(await desk.decide('KTBUSR02', KTB, two.number)).toBe('applied')
    await desk.sql(END, [desk.account('KTBUSR02'), 'da-checker'])
  })

  it('and whom it concerns, under any User ID, neither asks for it nor decides on it', async () => {
    const made = await desk.askEmail('KTBDAM01', KTB, 'KTBUSR03', 'mine@ktb.example')
    const his = await becomes('KTBUSR03', 'KTBDAC01')
    expect(await desk.decide('KTBDAC01', KTB, numberOf(made))).toBe('concerns-oneself')
    await becomes('KTBUSR03', 'KTBDAM01')
    expect(await desk.askEmail('KTBDAM01', KTB, 'KTBUSR03', 'again@ktb.example')).toEqual({
      is: 'on-oneself',
    })
    await desk.sql('update account set person_id = $1 where user_id = $2', [his, 'KTBUSR03'])
  })

  it('leaves evidence when he tries', async () => {
    const { number } = await asked()
    await grant('KTBDAM01', 'da-checker')
    await desk.decide('KTBDAM01', KTB, number)
    await desk.sql(END, [desk.account('KTBDAM01'), 'da-checker'])
    const refusals = await desk.events('request.refused')
    expect(refusals.at(-1)).toMatchObject({
      account_id: desk.account('KTBDAM01'),
      facts: { request: number, because: 'own-request', verdict: 'approve' },
    })
  })
})

describe('a request whose ground has moved (attack 49)', () => {
  it('is void where its target was changed meanwhile, and its maker asks anew', async () => {
    const [one, two] = [await asked(), await asked()]
    expect(await desk.decide('KTBDAC01', KTB, one.number)).toBe('applied')
    expect(await desk.decide('KTBDAC01', KTB, two.number)).toBe('void: changed-meanwhile')
    expect(await desk.state(two.number)).toBe('void')
    expect(await emailsOf('KTBUSR01')).toEqual([one.address])
  })

  it('is void where what it says was altered in the database, by whoever can', async () => {
    const { number } = await asked()
    await desk.sql(`update change_request set input = replace(input::text, 'ktb.example', 'evil.example')::json
      where number = ${Number(number.slice(2))}`)
    expect(await desk.decide('KTBDAC01', KTB, number)).toBe('void: changed-meanwhile')
  })

  it('is not decided on by what another page showed', async () => {
    const { number } = await asked()
    const digest = '0'.repeat(64)
    expect(await desk.decide('KTBDAC01', KTB, number, 'approve', { digest })).toBe('not-as-shown')
    expect(await desk.decide('KTBDAC01', KTB, number, 'reject', { digest })).toBe('not-as-shown')
    expect(await desk.state(number)).toBe('pending')
  })
})

describe('two checkers at once (attack 50)', () => {
  it('make one decision and one effect, in whatever order they come', async () => {
    await grant('KTBUSR03', 'da-checker')
    for (let round = 0; round < 5; round++) {
      const { number } = await asked()
      const session = await desk.session('KTBDAC01')
      const another = await desk.session('KTBUSR03')
      const before = (await desk.events('email.registered')).length
      const decisions = await Promise.all([
        desk.decide('KTBDAC01', KTB, number, 'approve', { session }),
        desk.decide('KTBUSR03', KTB, number, 'reject', { session: another }),
        desk.decide('KTBDAC01', KTB, number, 'approve', { session }),
      ])
      const won = decisions.filter((said) => said !== 'decided')
      expect(won).toHaveLength(1)
      expect(await desk.state(number)).toBe(won[0])
      const effects = (await desk.events('email.registered')).length - before
      expect(effects).toBe(won[0] === 'applied' ? 1 : 0)
    }
    await desk.sql(END, [desk.account('KTBUSR03'), 'da-checker'])
  })

  it('on two requests for one target leave one applied and one void', async () => {
    for (let round = 0; round < 3; round++) {
      const both = [await asked(), await asked()]
      const session = await desk.session('KTBDAC01')
      const said = await Promise.all(
        both.map(({ number }) => desk.decide('KTBDAC01', KTB, number, 'approve', { session })),
      )
      expect(said.sort()).toEqual(['applied', 'void: changed-meanwhile'])
    }
  })
})

describe('who lost his authority before the approval (attack 51)', () => {
  const suspended = (userId: string, status: string) =>
    desk.sql('update account set status = $2 where id = $1', [desk.account(userId), status])

  it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ['suspended', () => suspended('KTBDAM01', 'suspended'), () => suspended('KTBDAM01', 'active')],
    [
      'no maker any more',
      () => desk.sql(END, [desk.account('KTBDAM01'), 'da-maker']),
      () => grant('KTBDAM01', 'da-maker'),
    ],
    [
      'moved to another firm',
      async () => {
        await desk.sql(END, [desk.account('KTBDAM01'), 'da-maker'])
        await grant('KTBDAM01', 'da-maker', 'C00103')
      },
      async () => {
        await desk.sql(END, [desk.account('KTBDAM01'), 'da-maker'])
        await grant('KTBDAM01', 'da-maker')
      },
    ],
    [
      'a maker for a while that is over',
      () =>
        desk.sql(
          `update membership set ends_at = '2023-06-10T10:05Z' where account_id = $1 and valid_to is null`,
          [desk.account('KTBDAM01')],
        ),
      () =>
        desk.sql('update membership set ends_at = null where account_id = $1', [desk.account('KTBDAM01')]),
    ],
  ])('as maker, %s: his request is void', async (_, lose, regain) => {
    const { number, address } = await asked()
    await lose()
    expect(await desk.decide('KTBDAC01', KTB, number)).toBe('void: maker-not-entitled')
    expect(await emailsOf('KTBUSR01')).not.toContain(address)
    await regain()
  })

  it('as checker decides nothing, and his earlier suspension is seen at that instant', async () => {
    const { number } = await asked()
    await suspended('KTBDAC01', 'suspended')
    expect(await desk.decide('KTBDAC01', KTB, number)).toBe('not-entitled')
    await suspended('KTBDAC01', 'active')
    expect(await desk.decide('KTBDAC01', KTB, number)).toBe('applied')
  })

  it('at the very moment of the approval leaves either a void request or one approved before', async () => {
    for (let round = 0; round < 4; round++) {
      const { number, address } = await asked()
      const session = await desk.session('KTBDAC01')
      const [said] = await Promise.all([
        desk.decide('KTBDAC01', KTB, number, 'approve', { session }),
        suspended('KTBDAM01', 'suspended'),
      ])
      expect(['applied', 'void: maker-not-entitled']).toContain(said)
      expect((await emailsOf('KTBUSR01')).includes(address)).toBe(said === 'applied')
      await suspended('KTBDAM01', 'active')
    }
  })

  it('and who never had it asks for nothing: a user, a checker, another firm’s maker, an operator', async () => {
    for (const maker of ['KTBUSR02', 'KTBDAC01', 'SGCDAM01', 'OPSMAK01', 'KTBCC001'])
      expect(await desk.askEmail(maker, KTB, 'KTBUSR01', 'no@ktb.example')).toEqual({ is: 'not-entitled' })
  })
})

describe('round the decision (attack 52)', () => {
  it('an expired request is refused at its due time, and ends', async () => {
    const { number } = await asked()
    const [{ due_at: due } = {}] = await desk.sql('select due_at from change_request where number = $1', [
      Number(number.slice(2)),
    ])
    test.clock.set(Temporal.Instant.from((due as Date).toISOString()))
    expect(await desk.decide('KTBDAC01', KTB, number)).toBe('expired')
    expect(await desk.state(number)).toBe('expired')
    test.clock.set(SESSION_ONE)
  })

  it('nothing is asked for by mass assignment: what a kind does not name is not there', async () => {
    const input = {
      ...{ id: systemRandomness.uuid(), accountId: desk.account('KTBUSR01'), address: 'm@ktb.example' },
      ...{ state: 'applied', status: 'approved', checker: desk.account('KTBDAC01'), singleControl: true },
    }
    const made = await makeRequest(test.node.world, {
      ...{ kind: registerEmail, input, participant: await desk.firm(KTB), remark: '', at: SESSION_ONE },
      ...{ maker: desk.account('KTBDAM01'), session: await desk.session('KTBDAM01') },
    })
    expect(made).toMatchObject({ value: { state: 'pending' } })
    const [row] = await desk.sql('select * from change_request order by number desc limit 1')
    expect(row).toMatchObject({ state: 'pending', checker: null, single_control: false })
    expect(Object.keys(row?.['input'] as object).sort()).toEqual(['accountId', 'address', 'id'])
  })

  it.each([
    ['no step-up', null],
    ['one 15 minutes ago', SESSION_ONE.subtract({ minutes: 15 })],
  ])('nothing is approved with %s, nor with that of an ended session or somebody else’s', async (_, at) => {
    const { number } = await asked()
    const session = await desk.session('KTBDAC01', at)
    expect(await desk.decide('KTBDAC01', KTB, number, 'approve', { session })).toBe('step-up')
    const ended = await desk.session('KTBDAC01')
    await desk.sql(
      "update logon_session set ended_at = last_seen_at, ended_because = 'logged-out' where id = $1",
      [ended],
    )
    expect(await desk.decide('KTBDAC01', KTB, number, 'approve', { session: ended })).toBe('step-up')
    const others = await desk.session('KTBDAM01')
    expect(await desk.decide('KTBDAC01', KTB, number, 'approve', { session: others })).toBe('step-up')
    expect(await desk.decide('KTBDAC01', KTB, number, 'reject', { session })).toBe('rejected')
  })

  it('another firm’s request is not found, whoever asks for it', async () => {
    const { number } = await asked()
    expect(await desk.decide('SGCDAC01', 'C00105', number)).toBe('not-found')
  })
})

describe('the last Delegated Administrator (attack 53)', () => {
  it('suspends neither himself nor another DA in DMS', async () => {
    expect(await desk.askSuspension('KTBDAM01', KTB, 'KTBDAM01')).toMatchObject({ is: 'problem' })
    expect(await desk.askSuspension('KTBDAM01', KTB, 'KTBDAC01')).toMatchObject({
      problem: { code: 'administrator' },
    })
    const [row] = await desk.sql('select status from account where id = $1', [desk.account('KTBDAC01')])
    expect(row).toEqual({ status: 'active' })
  })

  it('is not a user of the firm to DMS, even where he is one besides', async () => {
    await grant('KTBDAC01', 'user')
    expect(await desk.askSuspension('KTBDAM01', KTB, 'KTBDAC01')).toMatchObject({
      problem: { code: 'administrator' },
    })
    await desk.sql(END, [desk.account('KTBDAC01'), 'user'])
  })
})
