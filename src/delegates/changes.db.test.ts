import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { systemRandomness } from '../kernel/system.ts'
import { da3, da3ByOperators } from './changes.ts'
import { delegatesOf } from './delegates-of.ts'

/** Saturday 10 June 2023, 18:05: three people of KTB's repair, and the operators'. */
let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
})
afterAll(() => test.stop())

const FIRM = 'C00107'
const uuid = () => systemRandomness.uuid()
const register = (userId: string, address: string) => ({
  id: uuid(),
  accountId: desk.account(userId),
  address,
})
const who = (userId: string) => ({ accountId: desk.account(userId) })
const appointment = (userId: string, other: object = {}) => ({
  ...{ accountId: uuid(), membershipId: uuid(), groupRowId: uuid(), emailId: uuid(), userId },
  whom: { personId: uuid(), name: 'Yung Lok Him', language: 'en' },
  ...{ role: 'da-checker', address: `${userId.toLowerCase()}@pearljunk.example`, until: null },
  ...other,
})
const delegates = async (code = FIRM) => {
  const participant = await desk.firm(code)
  return test.database.read({ as: 'participant', participant }, (db) =>
    delegatesOf(db, participant, test.clock.now()),
  )
}
const named = async (userId: string, code = FIRM) =>
  (await delegates(code)).find((one) => one.userId === userId)
/** Asked by one, checked by another, authorised by an operator. */
async function throughThree(
  maker: string,
  checker: string,
  kind: Parameters<Desk['askFor']>[2],
  input: object,
  code = FIRM,
) {
  const number = numberOf(await desk.askFor(maker, code, kind, input))
  expect(await desk.decide(checker, code, number)).toBe('checked')
  return desk.decide('OPSCHK01', null, number)
}

describe('eService DA 3', () => {
  it('repairs a DA without an email address by three different people, and by no fewer', async () => {
    const asked = await desk.askFor(
      'PJTCC001',
      FIRM,
      da3.registerEmail,
      register('PJTDAM01', 'lai@pearljunk.example'),
    )
    const number = numberOf(asked)
    expect(await desk.decide('PJTCC001', FIRM, number)).toBe('own-request')
    expect(await desk.decide('OPSCHK01', null, number)).toBe('not-entitled')
    expect(await desk.decide('PJTCC003', FIRM, number)).toBe('not-entitled')
    expect(await desk.decide('PJTDAC01', FIRM, number)).toBe('not-entitled')
    expect((await named('PJTDAM01'))?.email).toBeNull()
    expect(await desk.decide('PJTCC002', FIRM, number)).toBe('checked')
    expect((await named('PJTDAM01'))?.email).toBeNull()
    expect(await desk.decide('OPSMAK01', null, number)).toBe('not-entitled')
    expect(await desk.decide('OPSCHK01', null, number)).toBe('applied')
    expect((await named('PJTDAM01'))?.email).toBe('lai@pearljunk.example')
  })

  it('is refused to who lacks EU_UserMaintenance, to DAs, and for a DA of another firm', async () => {
    const input = register('PJTDAC01', 'kong@pearljunk.example')
    expect(await desk.askFor('PJTCC003', FIRM, da3.registerEmail, input)).toEqual({ is: 'not-entitled' })
    expect(await desk.askFor('PJTDAM01', FIRM, da3.registerEmail, input)).toEqual({ is: 'not-entitled' })
    expect(await desk.askFor('KTBCC001', FIRM, da3.registerEmail, input)).toEqual({ is: 'not-entitled' })
    expect(await desk.askFor('KTBCC001', 'C00102', da3.registerEmail, input)).toMatchObject({
      problem: { code: 'not-found' },
    })
  })

  it('tells the address before of the new one, and tests the new one', async () => {
    const before = (await named('KTBDAC01', 'C00102'))?.email
    const moved = register('KTBDAC01', 'moved@kt.example')
    expect(await throughThree('KTBCC001', 'KTBCC002', da3.registerEmail, moved, 'C00102')).toBe('applied')
    const letters = await desk.sql(`select kind, address from address_letter l
      join registered_email e on e.id = l.registered_email_id
      where account_id = '${desk.account('KTBDAC01')}' order by kind`)
    expect(before).not.toBeNull()
    expect(letters).toEqual([
      { kind: 'address-replaced', address: before },
      { kind: 'address-test', address: 'moved@kt.example' },
    ])
  })

  it('never lets a maker and a checker of one firm have one address', async () => {
    const input = register('PJTDAC01', 'LAI@pearljunk.example')
    expect(await desk.askFor('PJTCC001', FIRM, da3.registerEmail, input)).toMatchObject({
      problem: { code: 'address-of-other-side', field: 'address' },
    })
  })

  it('has a request come to nothing when the addresses collide only after it was asked', async () => {
    const asked = await desk.askFor(
      'KTBCC001',
      'C00102',
      da3.registerEmail,
      register('KTBDAC01', 'same@kt.example'),
    )
    const other = register('KTBDAM01', 'same@kt.example')
    const first = await throughThree('KTBCC001', 'KTBCC002', da3.registerEmail, other, 'C00102')
    expect(first).toBe('applied')
    expect(await desk.decide('KTBCC002', 'C00102', numberOf(asked))).toBe('void: changed-meanwhile')
  })

  it('appoints somebody new, who can initiate 2FA and finds the Security Management Functions', async () => {
    expect(await throughThree('PJTCC001', 'PJTCC002', da3.appoint, appointment('PJTDAC02'))).toBe('applied')
    expect(await named('PJTDAC02')).toMatchObject({ role: 'da-checker', status: 'active', initiated: false })
    const [row] = await desk.sql(`select function_id from account a join membership m on m.account_id = a.id
      join user_group_member i on i.membership_id = m.id join user_group_function f using (user_group_id)
      where a.user_id = 'PJTDAC02'`)
    expect(row).toEqual({ function_id: 'dms.security' })
  })

  it('gives a User ID once, appoints nobody to both sides, and nobody who is not of the firm', async () => {
    const refusal = async (input: object) => await desk.askFor('PJTCC001', FIRM, da3.appoint, input)
    const asMaker = { role: 'da-maker' }
    expect(await refusal(appointment('KTBUSR01'))).toMatchObject({ problem: { code: 'user-id-taken' } })
    const checker = { whom: { ofUserId: 'PJTDAC01' }, ...asMaker }
    expect(await refusal(appointment('PJTDAM09', checker))).toMatchObject({
      problem: { code: 'maker-and-checker' },
    })
    const stranger = { whom: { ofUserId: 'KTBUSR01' }, ...asMaker }
    expect(await refusal(appointment('PJTDAM09', stranger))).toMatchObject({
      problem: { code: 'nobody-of-firm' },
    })
    expect(await refusal(appointment('PJTDAM09', { role: 'da-single' }))).toMatchObject({
      problem: { code: 'no-single-control' },
    })
    const himself = { whom: { ofUserId: 'PJTCC001' }, ...asMaker }
    expect(await refusal(appointment('PJTDAM09', himself))).toEqual({ is: 'on-oneself' })
  })

  it('appoints nobody who left the firm, nor whose User ID was removed: not by operators either', async () => {
    const asked = () =>
      desk.askFor(
        'OPSMAK01',
        FIRM,
        da3ByOperators.appoint,
        appointment('PJTDAM09', { whom: { ofUserId: 'PJTUSR01' }, role: 'da-maker' }),
      )
    const set = (statement: string) => desk.sql(statement, [desk.account('PJTUSR01')])
    await set('update membership set valid_to = valid_from where account_id = $1')
    expect(await asked()).toMatchObject({ problem: { code: 'nobody-of-firm' } })
    await set('update membership set valid_to = null where account_id = $1')
    await set(`update account set status = 'removed' where id = $1`)
    expect(await asked()).toMatchObject({ problem: { code: 'nobody-of-firm' } })
    await set(`update account set status = 'active' where id = $1`)
    expect(await asked()).toHaveProperty('number')
  })

  it('covers to the end of a day: then he is no DA any more, by himself', async () => {
    const cover = appointment('PJTDAM02', { role: 'da-maker', until: '2023-06-16' })
    expect(await throughThree('PJTCC001', 'PJTCC002', da3.cover, cover)).toBe('applied')
    const ends = Temporal.Instant.from('2023-06-17T00:00+08:00')
    expect((await named('PJTDAM02'))?.endsAt).toEqual(ends)
    const before = test.clock.now()
    test.clock.set(ends)
    expect(await named('PJTDAM02')).toBeUndefined()
    test.clock.set(before)
    const past = appointment('PJTDAM03', { until: '2023-06-09' })
    expect(await desk.askFor('PJTCC001', FIRM, da3.cover, past)).toMatchObject({
      problem: { code: 'until-passed' },
    })
    expect(await desk.askFor('PJTCC001', FIRM, da3.cover, { ...past, until: null })).toMatchObject({
      problem: { code: 'malformed' },
    })
  })

  it('suspends at once on one person’s word, and another one of the firm confirms or lifts it', async () => {
    const asked = await desk.askFor('PJTCC001', FIRM, da3.suspend, who('PJTDAM01'))
    expect(asked).toMatchObject({ state: 'in-force' })
    expect((await named('PJTDAM01'))?.status).toBe('suspended')
    expect(await desk.decide('PJTCC001', FIRM, numberOf(asked), 'lift')).toBe('own-request')
    expect(await desk.decide('PJTCC002', FIRM, numberOf(asked), 'lift')).toBe('lifted')
    expect((await named('PJTDAM01'))?.status).toBe('active')
  })

  it('resets: password and channels end, and his logon sessions', async () => {
    await desk.session('KTBDAM01')
    expect(await throughThree('KTBCC001', 'KTBCC002', da3.reset, who('KTBDAM01'), 'C00102')).toBe('applied')
    expect(await named('KTBDAM01', 'C00102')).toMatchObject({ initiated: false })
    const live = await desk.sql('select id from logon_session where account_id = $1 and ended_at is null', [
      desk.account('KTBDAM01'),
    ])
    expect(live).toEqual([])
    expect(await desk.events('credentials.reset')).toHaveLength(1)
  })

  it('does not reset who has no address to initiate by, and does not leave a firm without a maker', async () => {
    expect(await desk.askFor('PJTCC001', FIRM, da3.reset, who('PJTDAC01'))).toMatchObject({
      problem: { code: 'no-address-to-initiate' },
    })
    expect(await desk.askFor('KTBCC001', 'C00102', da3.remove, who('KTBDAC01'))).toMatchObject({
      problem: { code: 'last-of-role' },
    })
  })

  it('removes one of two: the office and the account end, and the User ID is never given again', async () => {
    expect(await throughThree('PJTCC001', 'PJTCC002', da3.remove, who('PJTDAC01'))).toBe('applied')
    expect(await named('PJTDAC01')).toBeUndefined()
    const [account] = await desk.sql("select status from account where user_id = 'PJTDAC01'")
    expect(account).toEqual({ status: 'removed' })
    expect(await desk.askFor('PJTCC001', FIRM, da3.appoint, appointment('PJTDAC01'))).toMatchObject({
      problem: { code: 'user-id-taken' },
    })
  })
})

describe('a firm with one Client Connect user', () => {
  it('is repaired by two operators, whom nobody of the firm can stand in for', async () => {
    const input = { ...who('LAUDAS01'), name: 'Lau Sau Ming', language: 'en' }
    expect(await desk.askFor('LAUCC001', 'C00112', da3ByOperators.amend, input)).toEqual({
      is: 'not-entitled',
    })
    const number = numberOf(await desk.askFor('OPSMAK01', 'C00112', da3ByOperators.amend, input))
    expect(await desk.decide('LAUCC001', 'C00112', number)).toBe('not-entitled')
    expect(await desk.decide('OPSCHK01', null, number)).toBe('applied')
    expect((await named('LAUDAS01', 'C00112'))?.language).toBe('en')
  })
})
