import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Node } from '../../src/wire.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import {
  budgetOf,
  codeQueuedBy,
  eventsOf,
  eventsOfKind,
  lettersQueuedBy,
  liveSessions,
  reasons,
  setsSession,
} from './look-inside.ts'

let test: TestNode
let other: Node
beforeAll(async () => {
  test = await testNode()
  other = await test.secondNode()
})
afterAll(() => test.stop())

const times = (count: number) => Array.from({ length: count }, (_, index) => index)
const onEither = (browser: TerminalBrowser) => [browser, browser.at(other)] as const
const passwordOf = (userId: string) => test.account(userId).password ?? ''

/** One passcode, sent a hundred times by one browser whose requests go to either node. */
function sendAHundredTimes(browser: TerminalBrowser, passcode: string): Promise<readonly Answer[]> {
  const nodes = onEither(browser)
  return Promise.all(
    times(50).flatMap(() => nodes.map((each) => each.post(`${ONLINE}/passcode`, { passcode }))),
  )
}

const completed = async (userId: string) =>
  (await eventsOf(test, userId)).filter(({ kind }) => kind === 'logon.completed')

describe('one right passcode sent a hundred times at once in its own attempt', () => {
  it.each([
    ['a mailed one', 'KTBUSR01'],
    ['one of an app', 'SGCUSR01'],
  ])('%s makes one logon session; the other requests find it made', async (_, userId) => {
    const browser = new TerminalBrowser(test.node)
    const { password = '', totpSecret } = test.account(userId)
    const typed = () => typePassword(browser, userId, password)
    const passcode =
      totpSecret === undefined
        ? await codeQueuedBy(test, typed)
        : await typed().then(() => appCode(totpSecret, test.clock.now()))
    const answers = await sendAHundredTimes(browser, passcode)
    expect(await liveSessions(test, userId)).toEqual(['ccms.otp.online'])
    expect(await completed(userId)).toHaveLength(1)
    expect(answers.filter(setsSession)).toHaveLength(1)
    expect(answers.map(({ location }) => location)).toEqual(times(100).map(() => '/online'))
    expect(reasons(await eventsOf(test, userId))).toEqual([])
    expect(await budgetOf(test, userId)).toMatchObject({ failures: 0, pending: 0, locked_until: null })
  })
})

describe('one right passcode of an app', () => {
  it('sent at once in twenty attempts of its account, on two nodes, makes one logon session', async () => {
    const userId = 'EWDUSR01'
    const browsers = times(20).map(
      (index) => new TerminalBrowser(index % 2 === 0 ? test.node : other, `198.51.100.${index}`),
    )
    for (const browser of browsers) await typePassword(browser, userId, passwordOf(userId))
    const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
    let answers: readonly Answer[] = []
    const letters = await lettersQueuedBy(test, async () => {
      answers = await Promise.all(browsers.map((browser) => browser.post(`${ONLINE}/passcode`, { passcode })))
    })
    expect(await liveSessions(test, userId)).toEqual(['ccms.otp.online'])
    expect(await completed(userId)).toHaveLength(1)
    expect(answers.filter(setsSession)).toHaveLength(1)
    expect(answers.map(({ location }) => location).sort()).toEqual([
      '/online',
      ...times(19).map(() => `${ONLINE}/passcode`),
    ])
    const refusals = reasons(await eventsOf(test, userId))
    expect(refusals).toHaveLength(19)
    expect(new Set(refusals)).toEqual(new Set(['already-used', 'locked']))
    expect(letters.map(({ kind }) => kind).sort()).toEqual(['logon-locked', 'passcode-replayed'])
  })

  it('sent at once by its user at two doors opens one of them', async () => {
    const userId = 'EWDUSR02'
    const doors = [ONLINE, '/otp/overnight']
    const browser = new TerminalBrowser(test.node)
    for (const door of doors) await typePassword(browser, userId, passwordOf(userId), door)
    const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
    const answers = await Promise.all(doors.map((door) => browser.post(`${door}/passcode`, { passcode })))
    expect(answers.filter(setsSession)).toHaveLength(1)
    expect(await liveSessions(test, userId)).toHaveLength(1)
    expect(reasons(await eventsOf(test, userId))).toEqual(['already-used'])
  })
})

describe('one right code of an initiation', () => {
  it('sent fifty times at once leads on once', async () => {
    const browser = new TerminalBrowser(test.node)
    const code = await codeQueuedBy(test, async () => {
      await browser.get('/initiation')
      await browser.submit('/initiation', { user_id: 'HLSUSR01' })
    })
    const nodes = onEither(browser)
    const answers = await Promise.all(
      times(25).flatMap(() => nodes.map((each) => each.post('/initiation/code', { code }))),
    )
    expect(answers.filter((answer) => answer.headers.getSetCookie().length > 0)).toHaveLength(1)
    expect(await eventsOfKind(test, 'initiation.code-accepted')).toHaveLength(1)
    expect(await eventsOfKind(test, 'initiation.code-refused')).toEqual([])
  })
})
