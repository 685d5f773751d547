import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FirmDesk, firmDesk, uuid } from '../../test/support/ask-users.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import type { AccountId, MembershipId, PersonId, RequestNumber, UserId } from '../kernel/ids.ts'
import { amendUser } from './changes/amend-user.ts'
import { createUser } from './changes/create-user.ts'
import { removeUser } from './changes/remove-user.ts'
import { reinstateUser, suspendUser } from './changes/suspend-user.ts'

let test: TestNode
let sgc: FirmDesk
beforeAll(async () => {
  test = await testNode()
  sgc = firmDesk(test, 'C00105', 'SGCDAM01', 'SGCDAC01')
})
afterAll(() => test.stop())

const newcomer = (userId: string, more: object = {}) => ({
  accountId: uuid() as AccountId,
  membershipId: uuid() as MembershipId,
  userId: userId as UserId,
  person: { is: 'new' as const, id: uuid() as PersonId, displayName: 'Wu Lai Kuen', language: 'en' as const },
  groups: [],
  copiedFrom: null,
  ...more,
})

async function opened(userId: string): Promise<AccountId> {
  expect(await sgc.askAndApprove(createUser, newcomer(userId))).toBe('applied')
  return sgc.idOf(userId)
}

const amendment = async (account: AccountId, more: object = {}) => ({
  ...{ accountId: account, displayName: 'Wu Lai Kuen', language: 'en' as const, groups: [] },
  ...more,
})

async function standing(userId: string): Promise<object | undefined> {
  const [row] = await sgc.sql(
    `select a.status, p.display_name as name, p.language,
       array(select f.code || ' ' || m.role from membership m join participant f on f.id = m.participant_id
         where m.account_id = a.id and m.valid_to is null order by 1) as roles,
       array(select g.name from membership m join user_group_member i on i.membership_id = m.id and i.valid_to is null
         join user_group g on g.id = i.user_group_id where m.account_id = a.id order by 1) as groups
     from account a join person p on p.id = a.person_id where a.user_id = $1`,
    [userId],
  )
  return row
}

describe('a new user', () => {
  it('is there once another DA approved it, with the groups of the colleague he was copied from', async () => {
    const asked = await sgc.ask(
      createUser,
      newcomer('SGCNEW01', { groups: await sgc.groups('settlement'), copiedFrom: 'SGCUSR01' }),
    )
    expect(await standing('SGCNEW01')).toBeUndefined()
    expect(await sgc.decide('SGCDAC01', 'C00105', asked as RequestNumber)).toBe('applied')
    expect(await standing('SGCNEW01')).toEqual({
      ...{ status: 'active', name: 'Wu Lai Kuen', language: 'en' },
      ...{ roles: ['C00105 user'], groups: ['settlement'] },
    })
  })

  it('never gets a User ID that anybody has or had, here, elsewhere, removed or suspended', async () => {
    const gone = await opened('SGCGONE1')
    expect(await sgc.askAndApprove(removeUser, { accountId: gone })).toBe('applied')
    for (const taken of ['SGCUSR01', 'SGCGONE1', 'KTBUSR01', 'MFSUSR02', 'OPSMAK01', 'sgcusr01'])
      expect([taken, await sgc.ask(createUser, newcomer(taken))]).toEqual([taken, 'user-id-taken'])
  })

  it('is one of two to ask for the same User ID: the second request is void', async () => {
    const [one, other] = [
      await sgc.ask(createUser, newcomer('SGCTWIN1')),
      await sgc.ask(createUser, newcomer('SGCTWIN1')),
    ]
    expect(await sgc.decide('SGCDAC01', 'C00105', one as RequestNumber)).toBe('applied')
    expect(await sgc.decide('SGCDAC01', 'C00105', other as RequestNumber)).toBe('void: changed-meanwhile')
  })

  it('may be a second User ID of somebody the firm has, and of nobody else', async () => {
    const second = (colleague: string) => ({ person: { is: 'colleague', userId: colleague as UserId } })
    expect(await sgc.askAndApprove(createUser, newcomer('SGCTWO01', second('SGCUSR02')))).toBe('applied')
    const persons = await sgc.sql(
      `select distinct person_id from account where user_id in ('SGCTWO01', 'SGCUSR02')`,
    )
    expect(persons).toHaveLength(1)
    for (const other of ['KTBUSR01', 'NOBODY99'])
      expect(await sgc.ask(createUser, newcomer('SGCTHREE', second(other)))).toBe('not-found')
    expect(await sgc.ask(createUser, newcomer('SGCTHREE', second('SGCDAM01')))).toBe('on-oneself')
  })

  it('is put into groups of his firm alone', async () => {
    const ktb = firmDesk(test, 'C00102', 'KTBDAM01', 'KTBDAC01')
    for (const groups of [await ktb.groups('settlement'), [{ group: uuid(), row: uuid() }]])
      expect(await sgc.ask(createUser, newcomer('SGCOTHER', { groups }))).toBe('not-found')
  })

  it.each(['SHORT', 'TOOLONGUSERID', 'SGC USR9', 'SGCÜSR99'])('is not called %s', async (userId) => {
    expect(await sgc.ask(createUser, newcomer(userId))).toBe('malformed')
  })
})

describe('a user’s profile', () => {
  it('gets another name, language and other groups, and says what it was', async () => {
    const account = await opened('SGCAMD01')
    const groups = await sgc.groups('online', 'reports')
    const amended = await amendment(account, { displayName: '胡麗娟', language: 'zh-Hant', groups })
    expect(await sgc.askAndApprove(amendUser, amended)).toBe('applied')
    expect(await standing('SGCAMD01')).toMatchObject({
      name: '胡麗娟',
      language: 'zh-Hant',
      groups: ['online', 'reports'],
    })
    const fewer = { ...amended, groups: await sgc.groups('reports') }
    expect(await sgc.askAndApprove(amendUser, fewer)).toBe('applied')
    expect(await standing('SGCAMD01')).toMatchObject({ groups: ['reports'] })
    expect(await sgc.ask(amendUser, fewer)).toBe('nothing-changes')
  })
})

describe('a suspended user', () => {
  it('is out at once on one person’s word, comes back when it is lifted, and else by two', async () => {
    const account = await opened('SGCSUS01')
    const leak = await sgc.ask(suspendUser, { accountId: account })
    expect(await standing('SGCSUS01')).toMatchObject({ status: 'suspended' })
    expect(await sgc.ask(suspendUser, { accountId: account })).toBe('already-suspended')
    expect(await sgc.decide('SGCDAC01', 'C00105', leak as RequestNumber, 'lift')).toBe('lifted')
    expect(await standing('SGCSUS01')).toMatchObject({ status: 'active' })
    expect(await sgc.ask(reinstateUser, { accountId: account })).toBe('not-suspended')
    const again = await sgc.ask(suspendUser, { accountId: account })
    expect(await sgc.decide('SGCDAC01', 'C00105', again as RequestNumber, 'confirm')).toBe('confirmed')
    const back = await sgc.ask(reinstateUser, { accountId: account })
    expect(await standing('SGCSUS01')).toMatchObject({ status: 'suspended' })
    expect(await sgc.decide('SGCDAC01', 'C00105', back as RequestNumber)).toBe('applied')
    expect(await standing('SGCSUS01')).toMatchObject({ status: 'active' })
  })

  it('has no live logon session any more', async () => {
    await sgc.session('SGCUSR02')
    await sgc.ask(suspendUser, { accountId: await sgc.idOf('SGCUSR02') })
    const live = await sgc.sql('select from logon_session where account_id = $1 and ended_at is null', [
      await sgc.idOf('SGCUSR02'),
    ])
    expect(live).toEqual([])
  })
})

describe('a removed user', () => {
  it('has nothing left to log on with, and his role and groups are closed, not erased', async () => {
    await sgc.session('SGCUSR01')
    const accountId = await sgc.idOf('SGCUSR01')
    expect(await sgc.askAndApprove(removeUser, { accountId })).toBe('applied')
    expect(await standing('SGCUSR01')).toMatchObject({ status: 'removed', roles: [], groups: [] })
    for (const table of ['credential', 'registered_email', 'membership']) {
      const [row] = await sgc.sql(
        `select count(*) as had, count(*) filter (where valid_to is null) as has from ${table} where account_id = $1`,
        [accountId],
      )
      expect([table, Number(row?.['had']) > 0, Number(row?.['has'])]).toEqual([table, true, 0])
    }
    expect(
      await sgc.sql('select from logon_session where account_id = $1 and ended_at is null', [accountId]),
    ).toEqual([])
  })
})

describe('whom DMS does not change', () => {
  it.each(['SGCDAM01', 'SGCDAC01'])('is a DA: %s, be he the last of his role or not', async (userId) => {
    const accountId = await sgc.idOf(userId)
    const amended = await amendment(accountId)
    for (const asked of [
      sgc.ask(removeUser, { accountId }),
      sgc.ask(suspendUser, { accountId }),
      sgc.ask(reinstateUser, { accountId }),
      sgc.ask(amendUser, amended),
    ])
      expect(await asked).toBe('administrator')
  })

  it('is another firm’s user: he is as much there as somebody who never was', async () => {
    for (const accountId of [await sgc.idOf('KTBUSR01'), uuid() as AccountId])
      for (const kind of [removeUser, suspendUser, reinstateUser])
        expect(await sgc.ask(kind, { accountId })).toBe('not-found')
  })

  it('is one whom another firm has too, but for his role here: the other firm keeps what it had', async () => {
    const accountId = await opened('SGCSHR01')
    await sgc.alsoFor('SGCSHR01', 'C00102')
    expect(await sgc.ask(suspendUser, { accountId })).toBe('of-several-firms')
    expect(await sgc.ask(amendUser, await amendment(accountId, { displayName: 'Somebody Else' }))).toBe(
      'of-several-firms',
    )
    const regrouped = await amendment(accountId, { groups: await sgc.groups('settlement') })
    expect(await sgc.askAndApprove(amendUser, regrouped)).toBe('applied')
    expect(await sgc.askAndApprove(removeUser, { accountId })).toBe('applied')
    expect(await standing('SGCSHR01')).toMatchObject({ status: 'active', roles: ['C00102 user'], groups: [] })
  })

  it('is the last DA of another firm, who is but a user here', async () => {
    const accountId = await opened('SGCSHR02')
    await sgc.alsoFor('SGCSHR02', 'C00107', 'da-maker')
    expect(await sgc.ask(suspendUser, { accountId })).toBe('of-several-firms')
  })
})
