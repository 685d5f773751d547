import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf, eventsOfKind } from '../../test/attacks/look-inside.ts'
import { CHEAP_HASHING } from '../../test/support/cheap-hashing.ts'
import { ONLINE, typePassword } from '../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { TerminalBrowser } from '../../test/support/terminal-browser.ts'
import { openPassword } from '../accounts/password-credential.ts'
import type { Node } from '../wire.ts'

const STRONGER = { memoryKiB: 16, passes: 1, lanes: 1 }
let test: TestNode
/** A node after the engineers took what `calibrate` proposed, with the old hashes still stored. */
let node: Node
beforeAll(async () => {
  test = await testNode()
  const hashing = { ...CHEAP_HASHING, parameters: STRONGER, former: [CHEAP_HASHING.parameters] }
  node = test.nodeWith({ hashing })
})
afterAll(() => test.stop())

async function storedFor(userId: string): Promise<string | undefined> {
  const { accountId } = test.account(userId)
  const row = await test.database.read({ as: 'sign-in' }, (db) =>
    db
      .selectFrom('credential')
      .select(['id', 'sealed'])
      .where('account_id', '=', accountId)
      .where('kind', '=', 'password')
      .executeTakeFirstOrThrow(),
  )
  const password = { id: row.id, sealed: row.sealed ?? Buffer.alloc(0) }
  return openPassword(node.world.sealer, { accountId, password } as never).phc?.split('$')[3]
}

const right = (userId: string) => test.account(userId).password ?? ''
const type = (userId: string, password: string) => typePassword(new TerminalBrowser(node), userId, password)

/** Hashes computed for one first step. */
async function costOf(userId: string, password: string): Promise<number> {
  const before = node.world.hasher.hashed
  await type(userId, password)
  return node.world.hasher.hashed - before
}

describe('a password hashed by former parameters', () => {
  it('is hashed anew when it was right, once, under the same credential, with its event; and is right ever after', async () => {
    const userId = 'MFSUSR01'
    await type(userId, 'wrong')
    expect(await storedFor(userId)).toBe('m=8,t=1,p=1')
    expect((await type(userId, right(userId))).body).toContain('name="passcode"')
    expect(await storedFor(userId)).toBe('m=16,t=1,p=1')
    expect((await type(userId, right(userId))).body).toContain('name="passcode"')
    expect((await type(userId, 'wrong')).body).not.toContain('name="passcode"')
    const kinds = (await eventsOf(test, userId)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'password.rehashed')).toHaveLength(1)
  })

  it('is replaced by one of two logons at once; the other finds it done, and both go on', async () => {
    const userId = 'EWDUSR01'
    const before = (await eventsOfKind(test, 'password.rehashed')).length
    const browsers = [new TerminalBrowser(node), new TerminalBrowser(node)]
    for (const browser of browsers) await browser.get(ONLINE)
    const fields = { user_id: userId, password: right(userId) }
    const answers = await Promise.all(browsers.map((browser) => browser.post(ONLINE, fields)))
    expect(answers.map(({ location }) => location)).toEqual([`${ONLINE}/passcode`, `${ONLINE}/passcode`])
    expect(await eventsOfKind(test, 'password.rehashed')).toHaveLength(before + 1)
  })

  it('costs a guess what a new hash costs, and what nobody’s costs: the time tells none from another (attack 2)', async () => {
    await type('TRCUSR01', right('TRCUSR01'))
    expect(await costOf('HLSUSR03', 'wrong')).toBe(2)
    expect(await costOf('TRCUSR01', 'wrong')).toBe(2)
    expect(await costOf('NOBODY99', 'wrong')).toBe(2)
    expect(await storedFor('HLSUSR03')).toBe('m=8,t=1,p=1')
  })
})
