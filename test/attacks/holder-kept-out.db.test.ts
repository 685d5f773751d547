import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Node } from '../../src/wire.ts'
import { logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { initiateByApp } from './initiate.ts'
import { budgetOf, comparable, eventsOf, lettersQueuedBy, reasons } from './look-inside.ts'

const PASSCODE = `${ONLINE}/passcode`

let test: TestNode
let other: Node
beforeAll(async () => {
  test = await testNode()
  other = await test.secondNode()
})
afterAll(() => test.stop())
afterEach(() => test.clock.set(SESSION_ONE))

const times = (count: number) => Array.from({ length: count }, (_, index) => index)
const passwordOf = (userId: string) => test.account(userId).password ?? ''

let networks = 0
/** Somebody nobody knows, in a browser and a network of his own. */
function stranger(node = test.node): TerminalBrowser {
  return new TerminalBrowser(node, `198.18.${++networks}.7`)
}

/** Wrong passwords until the account's budget is locked. */
async function lock(userId: string, browser = stranger()): Promise<void> {
  await browser.get(ONLINE)
  for (const _ of times(10)) await browser.post(ONLINE, { user_id: userId, password: 'wrong' })
}

/** A code proves one thing once: each logon by app needs a later one. */
function later(seconds = 30): void {
  test.clock.set(test.clock.now().add({ seconds }))
}

/** A browser in which the holder has logged on before. */
async function knownBrowser(userId: string): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  expect((await logOnByApp(test, browser, userId)).body).toContain('Function not available')
  later()
  return browser
}

describe('a stranger who locks a known User ID', () => {
  it('does not keep out its holder, who gets in where he has logged on before, at either node', async () => {
    const userId = 'SGCUSR01'
    const browser = await knownBrowser(userId)
    for (const node of [other, test.node]) {
      await lock(userId)
      later()
      expect((await typePassword(stranger(node), userId, passwordOf(userId))).body).not.toContain('passcode"')
      expect((await logOnByApp(test, browser.at(node), userId)).body).toContain('Function not available')
      expect(await budgetOf(test, userId)).toMatchObject({ failures: 0, lock_level: 0, locked_until: null })
    }
  })

  it('does not keep him out while he goes on and on, at both nodes at once', async () => {
    const userId = 'EWDUSR01'
    const browser = await knownBrowser(userId)
    let over = false
    const hammer = async (node: Node) => {
      const browsers = times(3).map(() => stranger(node))
      for (const one of browsers) await one.get(ONLINE)
      while (!over)
        await Promise.all(browsers.map((one) => one.post(ONLINE, { user_id: userId, password: 'wrong' })))
    }
    const hammering = [test.node, other].map(hammer)
    await lock(userId)
    const pages = []
    for (const node of [test.node, other, test.node, other]) {
      pages.push((await logOnByApp(test, browser.at(node), userId)).body)
      later()
    }
    over = true
    await Promise.all(hammering)
    for (const page of pages) expect(page).toContain('Function not available')
  })

  it('does not keep him out of his first logon either: the browser he initiated in is known', async () => {
    const userId = 'HLSUSR01'
    const browser = new TerminalBrowser(test.node)
    const { secret, page } = await initiateByApp(test, browser, userId)
    expect(page.body).toContain('2FA is set up')
    await lock(userId)
    later()
    expect((await typePassword(browser, userId, 'a kettle on the quiet harbour wall')).body).toContain(
      'name="passcode"',
    )
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  })

  it('at a terminal the holder uses has five tries more there, locks it for a minute, and nobody else', async () => {
    const [userId, colleague] = ['MFSUSR01', 'LAUUSR01'] as const
    const terminal = await knownBrowser(userId)
    await logOnByApp(test, terminal, colleague)
    const elsewhere = await knownBrowser(userId)
    const before = (await eventsOf(test, userId)).length
    const letters = await lettersQueuedBy(test, async () => {
      await terminal.get(ONLINE)
      for (const _ of times(20)) await terminal.post(ONLINE, { user_id: userId, password: 'wrong' })
    })
    const refused = reasons((await eventsOf(test, userId)).slice(before))
    expect(refused.filter((reason) => reason === 'wrong-password')).toHaveLength(10 + 5)
    expect(refused.filter((reason) => reason === 'locked')).toHaveLength(5)
    expect(letters.map(({ kind }) => kind)).toEqual(['logon-locked', 'logon-locked'])

    const right = { user_id: userId, password: passwordOf(userId) }
    expect((await terminal.post(ONLINE, right)).location).toBe(ONLINE)
    const friend = { user_id: colleague, password: passwordOf(colleague) }
    expect((await terminal.post(ONLINE, friend)).location).toBe(PASSCODE)
    await elsewhere.get(ONLINE)
    expect((await elsewhere.post(ONLINE, right)).location).toBe(PASSCODE)
    later(60)
    expect((await terminal.post(ONLINE, right)).location).toBe(PASSCODE)
  })

  it('learns nothing from a browser: known or not, one refusal is as the other', async () => {
    const userId = 'TRCUSR01'
    const known = await knownBrowser(userId)
    const seen = async (browser: TerminalBrowser) => {
      await browser.get(ONLINE)
      const posted = await browser.post(ONLINE, { user_id: userId, password: 'wrong' })
      return [comparable(posted), comparable(await browser.get(posted.location ?? ''))]
    }
    const open = await seen(stranger())
    expect(await seen(known)).toEqual(open)
    await lock(userId)
    expect(await seen(known)).toEqual(open)
    expect(await seen(stranger())).toEqual(open)
  })
})

describe('the holder', () => {
  it('is told by letter of a lock that a crash left behind, once', async () => {
    const userId = 'EWDUSR02'
    await lock(userId)
    test.clock.set(SESSION_ONE.add({ minutes: 2 }))
    await test.database.write({ as: 'operations' }, (tx) =>
      tx
        .updateTable('attempt_budget')
        .set({ failures: 10, pending: Array(10).fill(SESSION_ONE), locked_until: null })
        .where('failures', '=', 10)
        .execute(),
    )
    const letters = await lettersQueuedBy(test, async () => {
      for (const _ of times(2)) await typePassword(stranger(), userId, 'wrong')
    })
    expect(letters.map(({ kind, to }) => [kind, to])).toEqual([['logon-locked', test.account(userId).email]])
  })
})
