import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { type Desk, deskOf } from '../../test/support/requests.ts'
import { registerEmail } from '../emails/changes.ts'
import type { RequestNumber, SessionId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { makeRequest } from './make-request.ts'
import { withdrawRequest } from './withdraw-request.ts'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
})
afterAll(() => test.stop())

const SGC = 'C00105'

/** A maker of C00105 presses the button: each press of a page is a POST, which draws an id of its own. */
async function press(
  session: SessionId,
  address: string,
  remark = 'as told by phone',
): Promise<RequestNumber> {
  const made = await makeRequest(test.node.world, {
    kind: registerEmail,
    input: { id: systemRandomness.uuid(), accountId: desk.account('SGCUSR01'), address },
    ...{ maker: desk.account('SGCDAM01'), participant: await desk.firm(SGC), session, remark },
    at: test.clock.now(),
  })
  if (!made.ok) throw new Error(made.refusal.is)
  return made.value.number
}

describe('the button of a change', () => {
  it('pressed twice, at once or from another tab, asks once', async () => {
    const session = await desk.session('SGCDAM01')
    const before = (await desk.events('request.made')).length
    const numbers = await Promise.all([1, 2, 3].map(() => press(session, 'twice@sgc.example')))
    expect(new Set([...numbers, await press(session, 'twice@sgc.example')]).size).toBe(1)
    expect((await desk.events('request.made')).length).toBe(before + 1)
  })

  it.each([
    ['something else', () => ({ address: 'other@sgc.example' })],
    ['it with another remark', () => ({ remark: 'in writing' })],
    ['it in another logon session', async () => ({ session: await desk.session('SGCDAM01') })],
  ])('asks anew for %s', async (_, other) => {
    const session = await desk.session('SGCDAM01')
    const first = await press(session, 'once@sgc.example')
    const then = { session, address: 'once@sgc.example', ...(await other()) }
    expect(await press(then.session, then.address, 'remark' in then ? then.remark : undefined)).not.toBe(
      first,
    )
  })

  it('asks anew for what was withdrawn', async () => {
    const session = await desk.session('SGCDAM01')
    const first = await press(session, 'again@sgc.example')
    await withdrawRequest(test.node.world, {
      ...{ number: first, participant: await desk.firm(SGC), maker: desk.account('SGCDAM01') },
      ...{ remark: 'a slip', at: test.clock.now() },
    })
    expect(await desk.state(first)).toBe('withdrawn')
    expect(await press(session, 'again@sgc.example')).not.toBe(first)
  })
})
