import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf, numberOf } from '../../test/support/requests.ts'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
})
afterAll(() => test.stop())

const FIRM = 'C00102'
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
    const asked = await desk.askEmail('KTBDAM01', FIRM, 'KTBUSR01', 'new@ktb.example')
    expect(asked).toMatchObject({ state: 'pending' })
    expect(await emailOf('KTBUSR01')).toBe(before)
    expect(await desk.decide('KTBDAC01', FIRM, numberOf(asked))).toBe('applied')
    expect(await emailOf('KTBUSR01')).toBe('new@ktb.example')
    const [registered] = await desk.events('email.registered').then((events) => events.slice(-1))
    expect(registered).toMatchObject({
      account_id: desk.account('KTBUSR01'),
      facts: { by: 'request', request: numberOf(asked), maker: desk.account('KTBDAM01') },
    })
  })
})
