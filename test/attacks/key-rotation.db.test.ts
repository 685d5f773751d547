import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { Node } from '../../src/wire.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { codeQueuedBy } from './look-inside.ts'

const PASSCODE = `${ONLINE}/passcode`

let test: TestNode
/** The new key listed second, then first: the two steps of a rotation, on nodes that answer at the same time. */
let listed: Node
let rotated: Node
beforeAll(async () => {
  test = await testNode()
  const newKey = { id: 2, secret: systemRandomness.bytes(32) }
  listed = await test.secondNode([test.sealingKey, newKey])
  rotated = await test.secondNode([newKey, test.sealingKey])
})
afterAll(() => test.stop())

const passwordOf = (userId: string) => test.account(userId).password ?? ''

it('ten wrong passwords, whichever key stands first at the node they come to, lock one budget', async () => {
  const userId = 'SGCUSR01'
  const nodes = [test.node, listed, rotated]
  const browsers = nodes.map((node) => new TerminalBrowser(node))
  for (const browser of browsers) await browser.get(ONLINE)
  const tried = []
  for (let tries = 0; tries < 10; tries++) {
    const browser = browsers[tries % browsers.length]
    tried.push(await browser?.post(ONLINE, { user_id: userId, password: 'wrong' }))
  }
  for (const node of nodes)
    expect((await typePassword(new TerminalBrowser(node), userId, passwordOf(userId))).body).not.toContain(
      'name="passcode"',
    )
  expect(tried).toHaveLength(10)
})

it('a passcode sent, and a page shown, under one key are good under the other, both ways', async () => {
  const ways = [
    ['KTBUSR01', listed, rotated],
    ['KTBUSR02', rotated, listed],
  ] as const
  for (const [userId, from, to] of ways) {
    const browser = new TerminalBrowser(from)
    await browser.get(ONLINE)
    const posted = browser.at(to)
    const typed = { user_id: userId, password: passwordOf(userId) }
    let passcode = await codeQueuedBy(test, () => posted.post(ONLINE, typed)).catch(() => undefined)
    const { totpSecret } = test.account(userId)
    passcode ??= totpSecret && appCode(totpSecret, test.clock.now())
    await posted.get(PASSCODE)
    const done = posted.at(from)
    expect((await done.submit(PASSCODE, { passcode: passcode ?? '' })).body).toContain(
      'Function not available',
    )
  }
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
