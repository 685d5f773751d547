import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { type Desk, deskOf } from '../../../test/support/requests.ts'
import { type Making, makeRequest } from '../../changes/make-request.ts'
import { systemRandomness } from '../../kernel/system.ts'
import { contactsOf } from '../contacts-of.ts'
import { findListedFirm, listFirms } from '../list-firms.ts'
import { amendParticipant } from './amend-participant.ts'
import { recordContact, withdrawContact } from './keep-contact.ts'
import { grantSingleControl, withdrawSingleControl } from './single-control.ts'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
})
afterAll(() => test.stop())

const FIRM = 'C00105'
const id = () => systemRandomness.uuid()

async function ask<Input>(kind: Making<Input>['kind'], input: Input, maker = 'OPSMAK01') {
  const made = await makeRequest(test.node.world, {
    ...{ kind, input, participant: await desk.firm(FIRM), maker: desk.account(maker) },
    ...{ session: await desk.session(maker), remark: 'by letter', at: test.clock.now() },
  })
  return made.ok ? made.value.number : made.refusal
}

/** Two operators, one after the other. */
async function signed<Input>(kind: Making<Input>['kind'], input: Input): Promise<string> {
  const number = await ask(kind, input)
  if (typeof number !== 'string') throw new Error(JSON.stringify(number))
  return desk.decide('OPSCHK01', null, number)
}

const firmNow = () =>
  test.database.read({ as: 'operations' }, (db) => findListedFirm(db, FIRM, test.clock.now()))
const networks = async () => {
  const rows = await desk.sql(
    'select network::text from participant_network where valid_to is null and participant_id = $1 order by 1',
    [await desk.firm(FIRM)],
  )
  return rows.map((row) => row['network'])
}
const names = async () => {
  const { nameEn = '', nameZh = '' } = (await firmNow()) ?? {}
  return { nameEn, nameZh }
}

describe('a participant', () => {
  it('gets other names and networks from two operators, and nothing before the second', async () => {
    const wanted = { nameEn: 'Silver Gate Capital Limited', nameZh: '銀閘資本有限公司' }
    const opened = ['192.0.2.0/24', '2001:db8::/32'].map((network) => ({ id: id(), network }))
    const before = await names()
    const number = await ask(amendParticipant, { ...wanted, networks: opened })
    expect([await names(), await networks()]).toEqual([before, []])
    expect(await desk.decide('OPSCHK01', null, number as never)).toBe('applied')
    expect([await names(), await networks()]).toEqual([wanted, ['192.0.2.0/24', '2001:db8::/32']])
    const kept = { ...wanted, networks: [{ id: id(), network: '192.0.2.0/24' }] }
    expect(await signed(amendParticipant, kept)).toBe('applied')
    expect(await networks()).toEqual(['192.0.2.0/24'])
    expect(await ask(amendParticipant, { ...kept })).toEqual({ is: 'nothing-changes' })
  })

  it.each([['192.0.2.1/24'], ['anywhere'], ['192.0.2.0/24', '192.0.2.0/24']])(
    'has no networks like %s',
    async (...typed) => {
      const asked = { ...(await names()), networks: typed.map((network) => ({ id: id(), network })) }
      expect(await ask(amendParticipant, asked)).toEqual({
        is: 'problem',
        problem: { code: 'not-a-network', field: 'networks' },
      })
    },
  )

  it('is changed by operators alone, whatever a DA, the hotline or an auditor asks', async () => {
    for (const other of ['OPSCHK01', 'SGCDAM01', 'HOTLIN01', 'AUDITR01'])
      expect(await ask(grantSingleControl, {}, other)).toEqual({ is: 'not-entitled' })
  })
})

describe('a contact for call-back', () => {
  const contact = {
    name: 'Tam Oi Lin',
    office: 'Compliance',
    telephone: '+852 5550 0101',
    email: 'tam@sgc.example',
  }
  const telephones = async () =>
    desk.sql("select telephone from participant_contact where name = 'Tam Oi Lin' and valid_to is null")

  it('is recorded, replaced and withdrawn by two operators, and each time it is told', async () => {
    const told = async (kind: 'contact.recorded' | 'contact.withdrawn') => (await desk.events(kind)).length
    const before = { recorded: await told('contact.recorded'), withdrawn: await told('contact.withdrawn') }
    expect(await signed(recordContact, { id: id(), ...contact })).toBe('applied')
    const moved = { id: id(), ...contact, telephone: '+852 5550 0102' }
    expect(await signed(recordContact, moved)).toBe('applied')
    expect(await telephones()).toEqual([{ telephone: '+852 5550 0102' }])
    expect(await ask(recordContact, { ...moved, id: id() })).toEqual({ is: 'nothing-changes' })
    expect(await signed(withdrawContact, { id: moved.id })).toBe('applied')
    expect(await telephones()).toEqual([])
    expect(await told('contact.recorded')).toBe(before.recorded + 2)
    expect(await told('contact.withdrawn')).toBe(before.withdrawn + 1)
  })

  it.each(['tam', 'tam@sgc.example, x@y.example', 'tam@sgc.example\nx', '<tam@sgc.example>'])(
    'is not recorded with what is not one address: %j',
    async (email) => {
      expect(await ask(recordContact, { id: id(), ...contact, email })).toMatchObject({
        problem: { code: 'not-an-address', field: 'email' },
      })
    },
  )

  it('leaves in force whoever has another name, or the same at another firm, and in the past what was', async () => {
    const other = { ...contact, name: 'Kwok Siu Man' }
    await desk.sql(
      `insert into participant_contact (id, participant_id, name, office, telephone, email, valid_from)
        values ($1, $2, $3, 'B', 'C', 'd@e.example', '2023-01-01Z')`,
      [id(), await desk.firm('C00102'), contact.name],
    )
    expect(await signed(recordContact, { id: id(), ...other })).toBe('applied')
    const recorded = { id: id(), ...contact, office: 'Audit' }
    expect(await signed(recordContact, recorded)).toBe('applied')
    const ended = () =>
      desk.sql('select office, valid_to from participant_contact where valid_to is not null order by 1, 2')
    const before = await ended()
    test.clock.set(test.clock.now().add({ minutes: 1 }))
    expect(await signed(withdrawContact, { id: recorded.id })).toBe('applied')
    expect(await ended()).toHaveLength(before.length + 1)
    expect(await ended()).toEqual(expect.arrayContaining([...before]))
    const listed = await test.database.read({ as: 'operations' }, async (db) =>
      contactsOf(db, await desk.firm('C00105')),
    )
    expect(listed.map(({ name }) => name)).toContain(other.name)
    expect(listed.map(({ name }) => name)).not.toContain(contact.name)
    const elsewhere = await desk.sql(
      'select valid_to from participant_contact where participant_id = $1 and name = $2',
      [await desk.firm('C00102'), contact.name],
    )
    expect(elsewhere).toEqual([{ valid_to: null }])
  })

  it('of another firm is not found', async () => {
    const elsewhere = id()
    await desk.sql("insert into participant_contact values ($1, $2, 'A', 'B', 'C', 'd@e.example', now())", [
      elsewhere,
      await desk.firm('C00102'),
    ])
    expect(await ask(withdrawContact, { id: elsewhere })).toMatchObject({ problem: { code: 'not-found' } })
  })
})

describe('single control', () => {
  it('is granted and withdrawn by two operators, none of whom is a DA there', async () => {
    expect(await signed(grantSingleControl, {})).toBe('applied')
    expect((await firmNow())?.singleControl).toBe(true)
    expect((await desk.events('single-control.granted')).at(-1)).toMatchObject({
      facts: { code: FIRM, maker: desk.account('OPSMAK01'), checker: desk.account('OPSCHK01') },
    })
    expect(await signed(withdrawSingleControl, {})).toBe('applied')
    expect((await firmNow())?.singleControl).toBe(false)
    await desk.sql("insert into membership values ($1, $2, $3, 'da-maker', '2023-06-10T10:00Z', null)", [
      id(),
      desk.account('OPSMAK01'),
      await desk.firm(FIRM),
    ])
    expect(await ask(grantSingleControl, {})).toEqual({ is: 'on-oneself' })
    await desk.sql("delete from membership where account_id = $1 and role = 'da-maker'", [
      desk.account('OPSMAK01'),
    ])
  })
})

describe('the list of firms', () => {
  const list = (search: string, filter: 'every' | 'at-risk' | 'alone', after = '', atMost = 50) =>
    test.database.read({ as: 'operations' }, (db) =>
      listFirms(db, { search, filter, after }, atMost, test.clock.now()),
    )

  it('goes by code, page by page, and finds by code or by either name', async () => {
    const all = (await list('', 'every')).rows.map(({ code }) => code)
    expect(all).toEqual([...all].sort())
    const first = await list('', 'every', '', 5)
    expect([first.hasMore, first.rows.length, first.counts.every]).toEqual([true, 5, all.length])
    const second = await list('', 'every', first.rows.at(-1)?.code, 500)
    expect([...first.rows, ...second.rows].map(({ code }) => code)).toEqual(all)
    for (const search of ['c00112', 'lau sau', '劉秀明'])
      expect((await list(search, 'every')).rows.map(({ code }) => code)).toEqual(['C00112'])
  })

  it('warns of the firm whose only maker is suspended, and of shared addresses', async () => {
    const makers = (await firmNow())?.makers ?? 0
    await desk.sql("update account set status = 'suspended' where user_id = 'SGCDAM01'")
    expect(await firmNow()).toMatchObject({
      makers: makers - 1,
      warnings: expect.arrayContaining(['few-makers']),
    })
    await desk.sql("update account set status = 'active' where user_id = 'SGCDAM01'")
    const address =
      "(select address from registered_email e join account a on a.id = e.account_id where user_id = 'SGCDAM01' and valid_to is null)"
    await desk.sql(
      `update registered_email set address = upper(${address}) where valid_to is null
         and account_id = (select id from account where user_id = 'SGCDAC01')`,
    )
    expect((await firmNow())?.warnings).toContain('shared-address')
    expect((await list('', 'at-risk')).rows.map(({ code }) => code)).toContain(FIRM)
    expect((await list('', 'alone')).rows.every(({ singleControl }) => singleControl)).toBe(true)
  })

  it('shows nothing with a firm’s eyes but that firm', async () => {
    const participant = await desk.firm(FIRM)
    const seen = await test.database.read({ as: 'participant', participant }, (db) =>
      listFirms(db, { search: '', filter: 'every', after: '' }, 50, test.clock.now()),
    )
    expect(seen.rows.map(({ code }) => code)).toEqual([FIRM])
  })
})
