import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { Node } from '../../src/wire.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { codeQueuedBy } from './look-inside.ts'

const PASSCODE = `${ONLINE}/passcode`

let test: TestNode
/** The new key listed second, then first: two steps of a rotation, on nodes that answer at the same time. */
let listed: Node
let rotated: Node
beforeAll(async () => {
  const [oldKey, newKey] = [1, 2].map((id) => ({ id, secret: systemRandomness.bytes(32) }))
  if (oldKey === undefined || newKey === undefined) throw new Error('no keys')
  test = await testNode({ keys: [oldKey, newKey] })
  listed = test.node
  rotated = await test.secondNode([newKey, oldKey])
})
afterAll(() => test.stop())

const passwordOf = (userId: string) => test.account(userId).password ?? ''

it('ten wrong passwords, whichever key stands first at the node they come to, lock one budget', async () => {
  const userId = 'SGCUSR01'
  const nodes = [listed, rotated]
  const browsers = nodes.map((node) => new TerminalBrowser(node))
  for (const browser of browsers) await browser.get(ONLINE)
  for (let round = 0; round < 5; round++)
    for (const browser of browsers) await browser.post(ONLINE, { user_id: userId, password: 'wrong' })
  for (const node of nodes)
    expect((await typePassword(new TerminalBrowser(node), userId, passwordOf(userId))).body).not.toContain(
      'name="passcode"',
    )
})

it.each([
  ['the old', 'the new', () => [listed, rotated]],
  ['the new', 'the old', () => [rotated, listed]],
] as const)('a passcode sent, and a page shown, under %s key are good under %s', async (_, __, nodes) => {
  const [from, to] = nodes() as [Node, Node]
  const userId = 'KTBUSR01'
  const browser = new TerminalBrowser(from)
  const passcode = await codeQueuedBy(test, () => typePassword(browser, userId, passwordOf(userId)))
  const page = await browser.at(to).submit(PASSCODE, { passcode })
  expect(page.body).toContain('Function not available')
})

it('a browser known under the old key is known under the new one', async () => {
  const userId = 'EWDUSR01'
  const { totpSecret = '' } = test.account(userId)
  const browser = new TerminalBrowser(listed)
  await typePassword(browser, userId, passwordOf(userId))
  await browser.submit(PASSCODE, { passcode: appCode(totpSecret, test.clock.now()) })
  const stranger = new TerminalBrowser(listed, '198.51.100.7')
  await stranger.get(ONLINE)
  for (let tries = 0; tries < 10; tries++) await stranger.post(ONLINE, { user_id: userId, password: 'wrong' })
  expect((await typePassword(browser.at(rotated), userId, passwordOf(userId))).body).toContain(
    'name="passcode"',
  )
})
