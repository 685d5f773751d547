import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'
import { systemRandomness } from '../kernel/system.ts'
import type { AccessRight } from '../kernel/vocabulary.ts'
import { amendConnectRights, openConnectUser } from './connect-users.ts'

const FIRM = 'C00101'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
})
afterAll(() => test.stop())

const uuid = () => systemRandomness.uuid()
const granted = (...rights: readonly AccessRight[]) => rights.map((right) => ({ id: uuid(), right }))
const opening = (more: object = {}) => ({
  ...{ personId: uuid(), accountId: uuid(), membershipId: uuid(), emailId: uuid() },
  ...{ userId: 'hlscc077', name: 'Mok Ka Yan', language: 'en', address: 'mok@harbourlantern.example' },
  ...{ rights: granted('EU_UserMaintenance', 'EU_Events'), ...more },
})
const rightsOf = (userId: string) =>
  desk.sql(
    `select r."right", r.valid_to is null as held from account a join membership m on m.account_id = a.id
      join access_right r on r.membership_id = m.id where a.user_id = $1 order by 1, 2`,
    [userId],
  )
const problem = (code: string, field: string) => ({ is: 'problem', problem: { code, field } })

describe('a Client Connect user', () => {
  it('is opened by two operators, with his rights, and an address by which he initiates 2FA', async () => {
    const asked = await desk.askFor('OPSMAK01', FIRM, openConnectUser, opening())
    expect(await rightsOf('HLSCC077')).toEqual([])
    expect(await desk.decide('OPSCHK01', null, numberOf(asked))).toBe('applied')
    expect(await rightsOf('HLSCC077')).toEqual([
      { right: 'EU_Events', held: true },
      { right: 'EU_UserMaintenance', held: true },
    ])
    const [row] = await desk.sql(
      `select p.code, m.role, e.address, l.kind from account a join membership m on m.account_id = a.id
        join participant p on p.id = m.participant_id join registered_email e on e.account_id = a.id
        join address_letter l on l.registered_email_id = e.id where a.user_id = 'HLSCC077'`,
    )
    expect(row).toEqual({
      ...{ code: FIRM, role: 'client-connect' },
      ...{ address: 'mok@harbourlantern.example', kind: 'address-test' },
    })
  })

  it('is not opened by anybody of a firm, nor under a User ID that is taken, nor with what is no address', async () => {
    expect(await desk.askFor('HLSDAM01', FIRM, openConnectUser, opening())).toEqual({ is: 'not-entitled' })
    const ask = (more: object) => desk.askFor('OPSMAK01', FIRM, openConnectUser, opening(more))
    expect(await ask({ userId: 'HLSUSR01' })).toEqual(problem('user-id-taken', 'userId'))
    expect(await ask({ userId: 'HLSCC078', address: 'nowhere' })).toEqual(problem('no-at', 'address'))
  })

  it('has exactly the rights that two operators leave him with, those gone closed at that instant', async () => {
    const amend = (userId: string, ...rights: readonly AccessRight[]) =>
      desk.askFor('OPSMAK01', FIRM, amendConnectRights, { userId, rights: granted(...rights) })
    const asked = await amend('hlscc077', 'EU_Events', 'EU_Documents')
    expect(await desk.decide('OPSCHK01', null, numberOf(asked))).toBe('applied')
    expect(await rightsOf('HLSCC077')).toEqual([
      { right: 'EU_Documents', held: true },
      { right: 'EU_Events', held: true },
      { right: 'EU_UserMaintenance', held: false },
    ])
    expect(await desk.events('access-rights.amended')).toMatchObject([
      { facts: { before: 'EU_Events EU_UserMaintenance', after: 'EU_Events EU_Documents' } },
    ])
    for (const userId of ['PJTCC001', 'HLSUSR01', 'NOBODY99'])
      expect(await amend(userId, 'EU_Events')).toEqual(problem('nobody-of-firm', 'userId'))
    expect(await amend('hlscc077', 'EU_Documents', 'EU_Events')).toMatchObject({ is: 'nothing-changes' })
  })
})
