import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statementsOf } from '../../test/support/count-statements.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { parseUserId } from '../kernel/ids.ts'
import { findHolder } from './find-holder.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

const find = (typed: string, at = test.clock.now()) => {
  const wanted = { userId: parseUserId(typed), budget: budgetKeyOf(test.node.world.sealer, typed), at }
  return test.database.read({ as: 'sign-in' }, (db) => findHolder(db, wanted))
}

describe('the holder of a User ID', () => {
  it('is found with role, firm, email, functions and registrations as in force', async () => {
    expect(await find('hlsusr03')).toMatchObject({
      userId: 'HLSUSR03',
      displayName: 'Ng Siu Fung',
      status: 'active',
      roles: ['user'],
      participants: [{ code: 'C00101' }],
      email: test.account('HLSUSR03').email,
      functions: ['ccms.online', 'ccms.overnight'],
      registeredFor: ['connectivity-test-2023-06-10'],
      lockedUntil: null,
    })
  })

  it('has the app before the email, for it is the stronger channel', async () => {
    expect((await find('KTBUSR02'))?.channels.map(({ kind }) => kind)).toEqual(['app', 'email'])
  })

  it('is told with the end of his lock, which a budget under his ID holds', async () => {
    expect((await find('KTBUSR03'))?.lockedUntil).toEqual(test.clock.now().add({ minutes: 30 }))
  })

  it('has no more what was closed: an email, a credential, a membership with its functions', async () => {
    const { accountId } = test.account('EWDUSR02')
    const closed = { valid_to: test.clock.now() }
    await test.database.write({ as: 'operations' }, async (tx) => {
      for (const table of ['registered_email', 'credential', 'membership'] as const)
        await tx.updateTable(table).set(closed).where('account_id', '=', accountId).execute()
    })
    expect(await find('EWDUSR02')).toMatchObject({
      email: null,
      password: null,
      channels: [],
      roles: [],
      participants: [],
      functions: [],
      registeredFor: [],
    })
  })

  it('has a role given for a while to its very end, whether or not its row was closed', async () => {
    const ends = test.clock.now().add({ hours: 1 })
    await test.database.write({ as: 'operations' }, (tx) =>
      tx
        .updateTable('membership')
        .set({ ends_at: ends })
        .where('account_id', '=', test.account('SGCUSR01').accountId)
        .execute(),
    )
    expect(await find('SGCUSR01', ends.subtract({ milliseconds: 1 }))).toMatchObject({ roles: ['user'] })
    expect(await find('SGCUSR01', ends)).toMatchObject({ roles: [], participants: [], functions: [] })
  })

  it.each(['ZZZUSR99', 'no ID at all', ''])(
    'who does not exist (%j) costs the same statements as one who does',
    async (typed) => {
      const known = await statementsOf(() => find('SGCUSR01'))
      expect(await statementsOf(() => find(typed))).toEqual(known)
      expect(known).toHaveLength(3)
      expect(await find(typed)).toBeUndefined()
    },
  )
})
