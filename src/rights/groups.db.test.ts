import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FirmDesk, firmDesk, uuid } from '../../test/support/ask-users.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { amendUser } from '../accounts/changes/amend-user.ts'
import { createUser } from '../accounts/changes/create-user.ts'
import type { AccountId, FunctionId, MembershipId, RequestNumber, UserId } from '../kernel/ids.ts'
import { amendGroup, createGroup } from './changes/keep-group.ts'
import { removeGroup } from './changes/remove-group.ts'

let test: TestNode
let mfs: FirmDesk
beforeAll(async () => {
  test = await testNode()
  mfs = firmDesk(test, 'C00108', 'MFSDAM01', 'MFSDAC01')
})
afterAll(() => test.stop())

const ONLINE = 'ccms.online' as FunctionId
const REPORTS = 'ccms.overnight' as FunctionId

async function made(name: string, functions = [ONLINE]): Promise<string> {
  expect(await mfs.askAndApprove(createGroup, { group: uuid(), name, functions })).toBe('applied')
  return mfs.group(name)
}

const functionsOf = async (group: string) =>
  (
    await mfs.sql('select function_id from user_group_function where user_group_id = $1 order by 1', [group])
  ).map((row) => row['function_id'])

describe('a user group', () => {
  it('is made, given another name and other functions, and tells both requests what it was', async () => {
    const group = await made('Dealers')
    const asked = await mfs.ask(amendGroup, { group, name: 'Desk', functions: [REPORTS, ONLINE] })
    expect(await functionsOf(group)).toEqual([ONLINE])
    const [request] = await mfs.sql('select lines from change_request where number = $1', [
      Number(asked.slice(2)),
    ])
    expect(request?.['lines']).toEqual([
      { about: 'Dealers', field: 'group-name', before: 'Dealers', after: 'Desk' },
      { about: 'Dealers', field: 'functions', before: ONLINE, after: `${ONLINE}, ${REPORTS}` },
    ])
    expect(await mfs.decide('MFSDAC01', 'C00108', asked as RequestNumber)).toBe('applied')
    expect(await functionsOf(group)).toEqual([ONLINE, REPORTS])
    expect(await mfs.group('Desk')).toBe(group)
  })

  it('has a name that no other of the firm has, in whatever case; another firm’s is no matter', async () => {
    await made('Alike')
    for (const name of ['Alike', 'ALIKE'])
      expect(await mfs.ask(createGroup, { group: uuid(), name, functions: [] })).toBe('group-name-taken')
    expect(await mfs.ask(createGroup, { group: uuid(), name: 'a;b', functions: [] })).toBe('malformed')
  })

  it('opens functions that a user can be given, and none that lead a DA to his work', async () => {
    for (const id of ['dms.security', 'ops.desk', 'nothing'])
      expect([
        id,
        await mfs.ask(createGroup, { group: uuid(), name: id, functions: [id as FunctionId] }),
      ]).toEqual([id, 'no-such-function'])
  })

  it('that a DA is in, is not changed by DAs', async () => {
    const group = await mfs.group('security')
    expect(await mfs.ask(amendGroup, { group, name: 'security', functions: [] })).toBe(
      'group-of-administrators',
    )
  })

  it('is removed once nobody is in it; its name is free, and nobody gets into it again', async () => {
    const group = await made('Leavers')
    const accountId = await mfs.idOf('MFSUSR01')
    const profile = { accountId, displayName: 'Wan Tze Chung', language: 'en' as const }
    const into = { ...profile, groups: [{ group, row: uuid() }] }
    expect(await mfs.askAndApprove(amendUser, into)).toBe('applied')
    expect(await mfs.ask(removeGroup, { group })).toBe('group-not-empty')
    expect(await mfs.askAndApprove(amendUser, { ...profile, groups: [] })).toBe('applied')
    const asked = await mfs.ask(removeGroup, { group })
    // Somebody gets into it while the request waits.
    const again = { ...profile, groups: [{ group, row: uuid() }] }
    expect(await mfs.askAndApprove(amendUser, again)).toBe('applied')
    expect(await mfs.decide('MFSDAC01', 'C00108', asked as RequestNumber)).toBe('void: changed-meanwhile')
    expect(await mfs.askAndApprove(amendUser, { ...profile, groups: [] })).toBe('applied')
    expect(await mfs.askAndApprove(removeGroup, { group })).toBe('applied')
    expect(await mfs.ask(amendUser, { ...profile, groups: [{ group, row: uuid() }] })).toBe('not-found')
    expect(await mfs.ask(amendGroup, { group, name: 'Leavers', functions: [] })).toBe('not-found')
    expect(await made('Leavers')).not.toBe(group)
  })

  it('of another firm is not there', async () => {
    const [row] = await mfs.sql(`select g.id from user_group g join participant p on p.id = g.participant_id
      where p.code = 'C00102' and g.name = 'settlement'`)
    const group = String(row?.['id'])
    expect(await mfs.ask(amendGroup, { group, name: 'mine', functions: [] })).toBe('not-found')
    expect(await mfs.ask(removeGroup, { group })).toBe('not-found')
  })

  it('that a maker is in under another User ID, he does not amend; nor does such a checker approve it', async () => {
    const group = await made('Selves')
    const second = (userId: string, colleague: string) => ({
      accountId: uuid() as AccountId,
      membershipId: uuid() as MembershipId,
      userId: userId as UserId,
      person: { is: 'colleague' as const, userId: colleague as UserId },
      groups: [{ group, row: uuid() }],
      copiedFrom: null,
    })
    expect(await mfs.ask(createUser, second('MFSSELF1', 'MFSDAM01'))).toBe('on-oneself')
    // A second User ID that the checker has had from of old.
    const [checker] = await mfs.sql(`select person_id from account where user_id = 'MFSDAC01'`)
    const [account, membership] = [uuid(), uuid()]
    const since = test.clock.now().toString()
    await mfs.sql(`insert into account values ($1, $2, 'MFSSELF2', 'active', $3)`, [
      account,
      checker?.['person_id'],
      since,
    ])
    await mfs.sql(`insert into membership values ($1, $2, $3, 'user', $4)`, [
      membership,
      account,
      await mfs.firm('C00108'),
      since,
    ])
    await mfs.sql('insert into user_group_member values ($1, $2, $3, $4)', [uuid(), group, membership, since])
    const asked = await mfs.ask(amendGroup, { group, name: 'Selves', functions: [REPORTS] })
    expect(await mfs.decide('MFSDAC01', 'C00108', asked as RequestNumber)).toBe('concerns-oneself')
    expect(await functionsOf(group)).toEqual([ONLINE])
  })
})
