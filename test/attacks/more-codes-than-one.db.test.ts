import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { askFor, codeFor, INITIATION } from './initiate.ts'
import { codeQueuedBy, comparable, eventsOfKind, liveSessions } from './look-inside.ts'

const PASSCODE = `${ONLINE}/passcode`

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())
beforeEach(() => test.clock.set(SESSION_ONE))

describe('two passcodes mailed for one logon', () => {
  it.each([
    ['the first', 'BWOUSR01', 0],
    ['the second', 'KTBUSR01', 1],
  ])('both are good, %s lets in once, and the other one never after it', async (_, userId, which) => {
    const browser = new TerminalBrowser(test.node)
    const first = await codeQueuedBy(test, () =>
      typePassword(browser, userId, test.account(userId).password ?? ''),
    )
    const codes = [first, await codeQueuedBy(test, () => browser.submit(`${PASSCODE}/email`, {}))]
    const held = browser.at(test.node)
    expect((await browser.submit(PASSCODE, { passcode: codes[which] ?? '' })).body).toContain('Log out')
    await browser.submit('/online/log-out', {})
    await held.post(PASSCODE, { passcode: codes[1 - which] ?? '' })
    expect(await liveSessions(test, userId)).toEqual([])
    await typePassword(browser, userId, test.account(userId).password ?? '')
    await browser.submit(PASSCODE, { passcode: codes[1 - which] ?? '' })
    expect(await liveSessions(test, userId)).toEqual([])
  })
})

describe('a mailed passcode', () => {
  it.each([
    [{ minutes: 9, seconds: 59 }, 'CLBUSR01', 1],
    [{ minutes: 10 }, 'OVGUSR02', 0],
  ])('after %o lets in %s: %i', async (later, userId, sessions) => {
    const door = userId === 'OVGUSR02' ? '/otp/overnight' : ONLINE
    const browser = new TerminalBrowser(test.node)
    const { password = '' } = test.account(userId)
    const passcode = await codeQueuedBy(test, () => typePassword(browser, userId, password, door))
    test.clock.set(SESSION_ONE.add(later))
    await browser.submit(`${door}/passcode`, { passcode })
    expect(await liveSessions(test, userId)).toHaveLength(sessions)
  })
})

describe('a code for an initiation', () => {
  it('mailed to one User ID leads another one nowhere, and stays good for its own', async () => {
    const own = new TerminalBrowser(test.node)
    const code = await codeFor(test, own, 'HLSUSR01')
    const other = new TerminalBrowser(test.node)
    await askFor(other, 'HLSUSR02')
    expect((await other.submit(`${INITIATION}/code`, { code })).body).not.toContain('New password')
    expect((await own.submit(`${INITIATION}/code`, { code })).body).toContain('New password')
  })
})

describe('the passcode page', () => {
  it('shows nothing of anybody’s channels before the password was right', async () => {
    const seen = new Set<string>()
    for (const userId of ['KTBUSR02', 'BWOUSR01', 'SGCUSR01', 'HLSUSR01', 'NOBODY99']) {
      const browser = new TerminalBrowser(test.node)
      await typePassword(browser, userId, 'not the right password')
      const page = await browser.get(PASSCODE)
      expect(page.body).not.toMatch(/•••@|authenticator app|by email/i)
      seen.add(JSON.stringify(comparable(page)))
    }
    expect(seen.size).toBe(1)
  })

  it('shows a masked address after it, and never the whole one', async () => {
    const browser = new TerminalBrowser(test.node)
    const { password = '', email = '' } = test.account('BWOUSR01')
    test.clock.set(SESSION_ONE.add({ minutes: 20 }))
    const { body } = await typePassword(browser, 'BWOUSR01', password)
    expect(body).toContain(`${email[0]}•••${email.slice(email.indexOf('@'))}`)
    expect(body).not.toContain(email)
  })
})

describe('a request sent again byte for byte', () => {
  it('ends no later logon session where it was a log-out', async () => {
    const browser = new TerminalBrowser(test.node)
    const { password = '' } = test.account('SGCUSR02')
    const logOn = async () => {
      const passcode = await codeQueuedBy(test, () => typePassword(browser, 'SGCUSR02', password))
      await browser.submit(PASSCODE, { passcode })
    }
    await logOn()
    const captured = browser.at(test.node)
    await browser.submit('/online/log-out', {})
    const ended = await eventsOfKind(test, 'session.ended')
    test.clock.set(SESSION_ONE.add({ minutes: 1 }))
    await logOn()
    expect((await captured.post('/online/log-out', {})).location).toBe('/online/logged-out')
    expect(await liveSessions(test, 'SGCUSR02')).toEqual(['ccms.otp.online'])
    expect(await eventsOfKind(test, 'session.ended')).toEqual(ended)
  })
})
