import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SESSION_ONE, type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { suspendUser } from '../accounts/changes/suspend-user.ts'
import { registerEmail } from '../emails/changes.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { decideLaunch } from '../launch/changes.ts'
import { recordContact } from '../participants/changes/keep-contact.ts'
import { catalogued } from './catalogued.ts'
import { decideRequest } from './decide-request.ts'
import type { ChangeKind } from './kind.ts'
import { makeRequest } from './make-request.ts'
import { resubmitRequest } from './resubmit-request.ts'
import { withdrawRequest } from './withdraw-request.ts'
import type { RequestWorld } from './world.ts'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
})
afterAll(() => test.stop())

const KTB = 'C00102'
const statusOf = async (userId: string) =>
  (await desk.sql('select status from account where user_id = $1', [userId]))[0]?.['status']
const emailOf = async (userId: string) => {
  const [row] = await desk.sql(
    'select address from registered_email where account_id = $1 and valid_to is null',
    [desk.account(userId)],
  )
  return row?.['address']
}

describe('a request of a firm', () => {
  it('changes nothing until another person approves it, and then exactly what was shown', async () => {
    const before = await emailOf('KTBUSR01')
    const asked = await desk.askEmail('KTBDAM01', KTB, 'KTBUSR01', 'new@ktb.example')
    expect(asked).toMatchObject({ state: 'pending' })
    expect(await emailOf('KTBUSR01')).toBe(before)
    expect(await desk.decide('KTBDAC01', KTB, numberOf(asked))).toBe('applied')
    expect(await emailOf('KTBUSR01')).toBe('new@ktb.example')
    const registered = (await desk.events('email.registered')).at(-1)
    expect(registered).toMatchObject({
      account_id: desk.account('KTBUSR01'),
      facts: { by: 'request', request: numberOf(asked), maker: desk.account('KTBDAM01') },
    })
  })

  it('that would change nothing is not made, nor one about whom the firm does not have', async () => {
    const now = String(await emailOf('KTBUSR02'))
    expect(await desk.askEmail('KTBDAM01', KTB, 'KTBUSR02', now)).toEqual({ is: 'nothing-changes' })
    expect(await desk.askEmail('KTBDAM01', KTB, 'SGCUSR01', 'a@b.example')).toEqual({
      ...{ is: 'problem', problem: { code: 'not-found' } },
    })
    expect(await desk.askEmail('KTBDAM01', KTB, 'KTBUSR02', 'no address')).toMatchObject({
      problem: { code: 'blank-within', field: 'address' },
    })
  })
})

describe('what restricts', () => {
  it('acts at once, ends the logon sessions, and is confirmed by another person', async () => {
    const session = await desk.session('KTBUSR01')
    const asked = await desk.askSuspension('KTBDAM01', KTB, 'KTBUSR01')
    expect(asked).toMatchObject({ state: 'in-force' })
    expect(await statusOf('KTBUSR01')).toBe('suspended')
    const [ended] = await desk.sql('select ended_because from logon_session where id = $1', [session])
    expect(ended).toEqual({ ended_because: 'revoked' })
    expect(await desk.decide('KTBDAM01', KTB, numberOf(asked), 'lift')).toBe('own-request')
    expect(await desk.decide('KTBDAC01', KTB, numberOf(asked), 'confirm')).toBe('confirmed')
    expect(await statusOf('KTBUSR01')).toBe('suspended')
    await desk.sql("update account set status = 'active' where user_id = 'KTBUSR01'")
  })

  it('is lifted by another person, after a step-up, also long after its due time', async () => {
    const asked = numberOf(await desk.askSuspension('KTBDAC01', KTB, 'KTBUSR02'))
    test.clock.set(SESSION_ONE.add({ hours: 24 * 14 }))
    const session = await desk.session('KTBDAM01', null)
    expect(await desk.decide('KTBDAM01', KTB, asked, 'lift', { session })).toBe('step-up')
    expect(await statusOf('KTBUSR02')).toBe('suspended')
    expect(await desk.decide('KTBDAM01', KTB, asked, 'lift')).toBe('lifted')
    expect(await statusOf('KTBUSR02')).toBe('active')
    expect((await desk.events('account.reinstated')).at(-1)).toMatchObject({
      facts: { request: asked, maker: desk.account('KTBDAC01'), checker: desk.account('KTBDAM01') },
    })
    test.clock.set(SESSION_ONE)
  })

  it('stays in force when an older one of the same is lifted', async () => {
    const first = numberOf(await desk.askSuspension('KTBDAC01', KTB, 'KTBUSR02'))
    await desk.sql("update account set status = 'active' where user_id = 'KTBUSR02'")
    const second = numberOf(await desk.askSuspension('KTBDAC01', KTB, 'KTBUSR02'))
    expect(await desk.decide('KTBDAM01', KTB, first, 'lift')).toBe('lifted')
    expect(await statusOf('KTBUSR02')).toBe('suspended')
    expect(await desk.decide('KTBDAM01', KTB, second, 'lift')).toBe('lifted')
    expect(await statusOf('KTBUSR02')).toBe('active')
  })
})

describe('single control', () => {
  it('applies at once after a step-up, and every record of it says so', async () => {
    const asked = await desk.askEmail('LAUDAS01', 'C00112', 'LAUUSR01', 'only@lau.example')
    expect(asked).toMatchObject({ state: 'applied' })
    expect(await emailOf('LAUUSR01')).toBe('only@lau.example')
    expect((await desk.events('email.registered')).at(-1)).toMatchObject({ facts: { singleControl: true } })
    const [row] = await desk.sql(
      'select single_control, checker from change_request order by number desc limit 1',
    )
    expect(row).toEqual({ single_control: true, checker: null })
  })

  it('does nothing without a step-up, and waits for a checker once it is no longer granted', async () => {
    const ask = async (steppedUp: null | undefined, address: string) =>
      makeRequest(test.node.world, {
        ...{ kind: registerEmail, participant: await desk.firm('C00112'), remark: '', at: SESSION_ONE },
        input: { id: systemRandomness.uuid(), accountId: desk.account('LAUUSR01'), address },
        ...{ maker: desk.account('LAUDAS01'), session: await desk.session('LAUDAS01', steppedUp) },
      })
    expect(await ask(null, 'two@lau.example')).toEqual({ ok: false, refusal: { is: 'step-up' } })
    expect(await emailOf('LAUUSR01')).toBe('only@lau.example')
    await desk.sql("update participant set single_control = false where code = 'C00112'")
    expect(await ask(undefined, 'two@lau.example')).toMatchObject({ value: { state: 'pending' } })
    await desk.sql("update participant set single_control = true where code = 'C00112'")
  })

  it('restricts without a step-up, and leaves nothing to be confirmed', async () => {
    await desk.sql('update logon_session set stepped_up_at = null')
    const asked = await makeRequest(test.node.world, {
      ...{ kind: suspendUser, input: { accountId: desk.account('LAUUSR01') }, remark: '', at: SESSION_ONE },
      ...{ participant: await desk.firm('C00112'), maker: desk.account('LAUDAS01') },
      session: await desk.session('LAUDAS01', null),
    })
    expect(asked).toMatchObject({ value: { state: 'applied' } })
    expect(await statusOf('LAUUSR01')).toBe('suspended')
  })
})

describe('a launch', () => {
  it('is decided by two operators, whose names the decision takes from the request', async () => {
    const input = { programmeId: 'another', decision: 'go', remark: 'all is well' } as const
    const [maker, session] = [desk.account('OPSMAK01'), await desk.session('OPSMAK01')]
    const asking = {
      kind: decideLaunch,
      input,
      participant: null,
      maker,
      session,
      remark: '',
      at: SESSION_ONE,
    }
    const made = await makeRequest(test.node.world, asking)
    if (!made.ok) throw new Error(made.refusal.is)
    const { number } = made.value
    expect(await desk.decide('OPSMAK01', null, number)).toBe('own-request')
    expect(await desk.decide('KTBDAC01', null, number)).toBe('not-entitled')
    expect(await desk.decide('OPSCHK01', null, number)).toBe('applied')
    expect(
      await desk.sql("select maker, checker, kind from launch_decision where programme_id = 'another'"),
    ).toEqual([{ maker, checker: desk.account('OPSCHK01'), kind: 'go' }])
  })
})

describe('chain connect', () => {
  const RIGHT = `insert into access_right select $1, id, 'EU_UserMaintenance', valid_from, null from membership
    where account_id = $2 and role = 'client-connect'`
  const viaConnect: ChangeKind<never, never, never> = {
    ...(registerEmail as unknown as ChangeKind<never, never, never>),
    ...{ chain: 'connect', right: 'EU_UserMaintenance' },
  }

  it('takes two of the firm with the right and an operator: three people, and nothing before the last', async () => {
    const world: RequestWorld = {
      ...test.node.world,
      kinds: new Map([[registerEmail.id, catalogued(viaConnect)]]),
    }
    const connected = deskOf({ ...test, node: { ...test.node, world: { ...test.node.world, ...world } } })
    const [firm, second] = [await desk.firm(KTB), desk.account('KTBUSR03')]
    const ask = () => connected.askEmail('KTBCC001', KTB, 'KTBUSR01', 'da3@ktb.example')
    await desk.sql(
      'update access_right set valid_to = valid_from where membership_id in (select id from membership where account_id = $1)',
      [desk.account('KTBCC001')],
    )
    expect(await ask()).toEqual({ is: 'not-entitled' })
    await desk.sql(RIGHT, [systemRandomness.uuid(), desk.account('KTBCC001')])
    const number = numberOf(await ask())
    await desk.sql(
      "insert into membership values ($1, $2, $3, 'client-connect', '2023-06-10T10:00Z', null)",
      [systemRandomness.uuid(), second, firm],
    )
    expect(await connected.decide('KTBUSR03', KTB, number)).toBe('not-entitled')
    await desk.sql(RIGHT, [systemRandomness.uuid(), second])
    expect(await connected.decide('OPSCHK01', null, number)).toBe('not-entitled')
    expect(await connected.decide('KTBUSR03', KTB, number)).toBe('checked')
    expect(await connected.decide('KTBUSR03', KTB, number)).toBe('own-request')
    expect(await emailOf('KTBUSR01')).not.toBe('da3@ktb.example')
    expect(await connected.decide('OPSCHK01', null, number)).toBe('applied')
    expect(await emailOf('KTBUSR01')).toBe('da3@ktb.example')
    expect((await desk.events('email.registered')).at(-1)).toMatchObject({
      facts: { authoriser: desk.account('OPSCHK01'), checker: second, maker: desk.account('KTBCC001') },
    })
  })
})

describe('what came to nothing', () => {
  const again = async (number: RequestNumber, maker = 'KTBDAM01', firm: string | null = KTB) => {
    const made = await resubmitRequest(test.node.world, {
      ...{
        number,
        participant: firm === null ? null : await desk.firm(firm),
        maker: desk.account(maker),
        remark: '',
        at: test.clock.now(),
      },
      session: await desk.session(maker),
    })
    return made.ok ? made.value : made.refusal
  }

  it('is asked for anew in one step, once, by whoever may ask', async () => {
    const number = numberOf(await desk.askEmail('KTBDAM01', KTB, 'KTBUSR02', 'again@ktb.example'))
    expect(await again(number)).toEqual({ is: 'not-resubmitted' })
    expect(await desk.decide('KTBDAC01', KTB, number, 'reject')).toBe('rejected')
    expect(await again(number, 'KTBDAC01')).toEqual({ is: 'not-entitled' })
    const twice = await Promise.all([again(number), again(number)])
    expect(twice.filter((made) => 'number' in made)).toHaveLength(1)
    expect(twice).toContainEqual({ is: 'not-resubmitted' })
    const made = twice.find((one) => 'number' in one)
    expect(made && 'number' in made && (await desk.decide('KTBDAC01', KTB, made.number))).toBe('applied')
    expect(await emailOf('KTBUSR02')).toBe('again@ktb.example')
  })

  it('is asked for anew of the same firm, where operators asked for it at the desk', async () => {
    const contact = {
      id: systemRandomness.uuid(),
      name: 'Ada Kwok',
      office: 'Central',
      telephone: '+852 2000 0000',
    }
    const input = { ...contact, email: 'ada@ktb.example' }
    const number = numberOf(await desk.askFor('OPSMAK01', KTB, recordContact, input))
    expect(await desk.decide('OPSCHK01', null, number, 'reject')).toBe('rejected')
    const made = await again(number, 'OPSMAK01', null)
    expect(made).toMatchObject({ state: 'pending' })
    const [row] = await desk.sql('select participant_id from change_request where resubmits = $1', [
      Number(number.slice(2)),
    ])
    expect(row).toEqual({ participant_id: await desk.firm(KTB) })
  })

  it('is withdrawn by its maker alone, while it waits', async () => {
    const number = numberOf(await desk.askEmail('KTBDAM01', KTB, 'KTBUSR02', 'gone@ktb.example'))
    const withdraw = async (maker: string) => {
      const participant = await desk.firm(KTB)
      const withdrawn = await withdrawRequest(test.node.world, {
        ...{ number, participant, maker: desk.account(maker), remark: 'a slip', at: test.clock.now() },
      })
      return withdrawn.ok ? withdrawn.value.state : withdrawn.refusal.is
    }
    expect(await withdraw('KTBDAC01')).toBe('not-entitled')
    expect(await withdraw('KTBDAM01')).toBe('withdrawn')
    expect(await withdraw('KTBDAM01')).toBe('decided')
    expect(await desk.decide('KTBDAC01', KTB, number)).toBe('decided')
  })

  it('is not found in another firm, nor by a number that nobody has', async () => {
    const deciding = {
      verdict: 'approve' as const,
      ...{ checker: desk.account('KTBDAC01'), digest: '', remark: '', at: SESSION_ONE },
      ...{ participant: await desk.firm(KTB), session: await desk.session('KTBDAC01') },
    } as const
    const number = 'R-999999' as RequestNumber
    expect(await decideRequest(test.node.world, { ...deciding, number })).toEqual({
      ...{ ok: false, refusal: { is: 'not-found' } },
    })
  })
})
