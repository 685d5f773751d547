import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import type { AccountId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { registerEmail, withdrawEmail } from './changes.ts'
import { testAddresses } from './test-addresses.ts'
import { writeAddressLetters } from './write-address-letters.ts'

const FIRM = 'C00102'
const [MAKER, CHECKER, USER] = ['KTBDAM01', 'KTBDAC01', 'KTBUSR01']

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  // The tests write letters themselves.
  await test.node.stop()
})
afterAll(() => test.stop())
beforeEach(async () => {
  await desk.sql('delete from address_letter')
  test.clock.set(test.clock.now().add({ minutes: 20 }))
})

const input = (userId: string, address: string) => ({
  ...{ id: systemRandomness.uuid(), accountId: desk.account(userId), address },
})
const ask = (userId: string, address: string) =>
  desk.askFor(MAKER, FIRM, registerEmail, input(userId, address))

/** The User IDs to whose addresses a letter of this kind waits to be written. */
const waiting = async (kind = 'address-test') => {
  const rows = await desk.sql(
    `select a.user_id from address_letter l join registered_email e on e.id = l.registered_email_id
      join account a on a.id = e.account_id where l.kind = $1 order by 1`,
    [kind],
  )
  return rows.map((row) => row['user_id'])
}

async function tested(only: AccountId | null = null): Promise<number> {
  const participant = await desk.firm(FIRM)
  const asked = { participant, only, by: desk.account(MAKER), at: test.clock.now() }
  return test.database.write({ as: 'participant', participant }, (tx) =>
    testAddresses(tx, test.node.world, asked),
  )
}
const write = () => writeAddressLetters(test.node.world, 100)

describe('a test of addresses', () => {
  it('goes to every address in force of whoever is active and of the firm, once', async () => {
    const his = await desk.sql(
      `select distinct a.user_id from membership m join account a on a.id = m.account_id
        join registered_email e on e.account_id = a.id and e.valid_to is null
        where m.participant_id = $1 and m.valid_to is null and a.status = 'active' order by 1`,
      [await desk.firm(FIRM)],
    )
    const all = his.map((row) => row['user_id'])
    expect(all).toContain(USER)
    expect(await tested()).toBe(all.length)
    expect(await waiting()).toEqual(all)
    expect(await tested()).toBe(0)
  })

  it('leaves out who is suspended, and who left the firm', async () => {
    await desk.sql(`update account set status = 'suspended' where user_id = 'KTBUSR02'`)
    await desk.sql('update membership set valid_to = $2 where account_id = $1', [
      ...[desk.account(USER), test.clock.now().toString()],
    ])
    await tested()
    const asked = await waiting()
    expect(asked.filter((userId) => userId === 'KTBUSR02' || userId === USER)).toEqual([])
    expect(asked.length).toBeGreaterThan(3)
    await desk.sql(`update account set status = 'active' where user_id = 'KTBUSR02'`)
    await desk.sql('update membership set valid_to = null where account_id = $1', [desk.account(USER)])
  })

  it('of one person goes to him alone, and not again within a quarter of an hour; a new address at once', async () => {
    const one = desk.account(USER)
    expect([await tested(one), await waiting()]).toEqual([1, [USER]])
    expect(await write()).toBe(1)
    const wait = (minutes: number) => test.clock.set(test.clock.now().add({ minutes }))
    wait(14)
    expect(await tested(one)).toBe(0)
    expect(await desk.decide(CHECKER, FIRM, numberOf(await ask(USER, 'new@ktb.example')))).toBe('applied')
    await desk.sql('delete from address_letter')
    expect(await tested(one)).toBe(1)
    expect(await write()).toBe(1)
    wait(15)
    expect(await tested(one)).toBe(1)
  })

  it('is written once by however many write, and never by another epoch’s', async () => {
    await tested()
    const all = (await waiting()).length
    const other = { ...test.node.world, epoch: 'secondary/9' as typeof test.node.world.epoch }
    expect(await writeAddressLetters(other, 100)).toBe(0)
    const written = await Promise.all([write(), write(), write()])
    expect(written.reduce((sum, count) => sum + count, 0)).toBe(all)
    expect(await waiting()).toEqual([])
  })
})

describe('an address', () => {
  it('that others of the firm have shows whose it is, in whatever case; not who left, was removed, or had it before', async () => {
    const shared = async () => {
      const number = numberOf(await ask(USER, 'Shared@ktb.example'))
      const [row] = await desk.sql('select lines::text from change_request where number = $1', [
        Number(number.slice(2)),
      ])
      expect(await desk.decide(CHECKER, FIRM, number, 'reject')).toBe('rejected')
      const lines = JSON.parse(String(row?.['lines'])) as readonly { field: string; after: string }[]
      return lines.find(({ field }) => field === 'shared-with')?.after ?? ''
    }
    for (const userId of ['KTBUSR02', 'KTBUSR03'])
      await desk.sql('update registered_email set address = $2 where account_id = $1 and valid_to is null', [
        ...[desk.account(userId), 'shared@KTB.example'],
      ])
    await desk.sql('update registered_email set address = $2 where account_id = $1 and valid_to is null', [
      ...[desk.account('SGCUSR01'), 'shared@ktb.example'],
    ])
    expect(await shared()).toBe('KTBUSR02, KTBUSR03')
    const set = (statement: string) => desk.sql(statement, [desk.account('KTBUSR03')])
    await set(`update account set status = 'removed' where id = $1`)
    expect(await shared()).toBe('KTBUSR02')
    await set(`update account set status = 'active' where id = $1`)
    await set('update membership set valid_to = valid_from where account_id = $1')
    expect(await shared()).toBe('KTBUSR02')
    await set('update membership set valid_to = null where account_id = $1')
    await set('update registered_email set valid_to = valid_from where account_id = $1 and valid_to is null')
    expect(await shared()).toBe('KTBUSR02')
    await desk.sql('update registered_email set address = $2 where account_id = $1 and valid_to is null', [
      ...[desk.account(USER), 'SHARED@ktb.example'],
    ])
    expect(await shared()).toBe('KTBUSR02')
  })

  it('that he has is no change, and none is not taken away', async () => {
    const [row] = await desk.sql(
      'select address from registered_email where account_id = $1 and valid_to is null',
      [desk.account(USER)],
    )
    expect(await ask(USER, String(row?.['address']))).toEqual({ is: 'nothing-changes' })
    const his = { accountId: desk.account('KTBUSR03') }
    expect(await desk.askFor(MAKER, FIRM, withdrawEmail, his)).toEqual({
      ...{ is: 'problem', problem: { code: 'none-registered' } },
    })
  })

  it('asked for one who was suspended meanwhile is not registered', async () => {
    const number = numberOf(await ask('KTBUSR02', 'later@ktb.example'))
    await desk.sql(`update account set status = 'suspended' where user_id = 'KTBUSR02'`)
    expect(await desk.decide(CHECKER, FIRM, number)).toBe('void: changed-meanwhile')
  })
})
