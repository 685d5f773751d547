import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCode, logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { initiateByApp, NEW_PASSWORD } from './initiate.ts'
import {
  budgetOf,
  codeQueuedBy,
  eventsOfKind,
  eventsUnder,
  lettersQueuedBy,
  liveSessions,
  referenceOn,
} from './look-inside.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

/** Another logon with a passcode of before; the machine reason of its refusal. */
async function replay(browser: TerminalBrowser, userId: string, password: string, passcode: string) {
  await typePassword(browser, userId, password)
  const page = await browser.submit(`${ONLINE}/passcode`, { passcode })
  const [event] = await eventsUnder(test, referenceOn(page))
  return event?.facts['reason']
}

describe('a passcode of an app that was used', () => {
  it('is refused and counted however it is sent again, and its holder is told once', async () => {
    const { password = '', totpSecret = '' } = test.account('SGCUSR01')
    const browser = new TerminalBrowser(test.node)
    await logOnByApp(test, browser, 'SGCUSR01')
    const used = appCode(totpSecret, test.clock.now())
    const fullWidth = used.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
    const restarted = await test.secondNode()
    const ways: readonly (readonly [TerminalBrowser, string])[] = [
      [browser, used],
      [new TerminalBrowser(test.node, '198.51.100.1'), used],
      [new TerminalBrowser(restarted), used],
      [browser.at(restarted), ` ${used.slice(0, 3)} ${used.slice(3)} `],
      [browser, fullWidth],
      [browser, `${used.slice(0, 3)}-${used.slice(3)}`],
      [browser, `${used.slice(0, 3)}\u3000${used.slice(3)}`],
    ]
    const answered: unknown[] = []
    const letters = await lettersQueuedBy(test, async () => {
      for (const [from, typed] of ways) answered.push(await replay(from, 'SGCUSR01', password, typed))
    })
    expect(answered).toEqual(ways.map(() => 'already-used'))
    expect(await budgetOf(test, 'SGCUSR01')).toMatchObject({ failures: ways.length, pending: 0 })
    expect(letters.map(({ kind, to }) => [kind, to])).toEqual([
      ['passcode-replayed', test.account('SGCUSR01').email],
    ])
    expect(await eventsOfKind(test, 'logon.completed')).toHaveLength(1)
  })

  it('stays used to the last second of its window, and the next one is good', async () => {
    const { password = '', totpSecret = '' } = test.account('EWDUSR01')
    const usedAt = test.clock.now()
    await logOnByApp(test, new TerminalBrowser(test.node), 'EWDUSR01')
    const used = appCode(totpSecret, usedAt)
    test.clock.set(usedAt.add({ seconds: 59 }))
    const browser = new TerminalBrowser(test.node)
    expect(await replay(browser, 'EWDUSR01', password, used)).toBe('already-used')
    test.clock.set(usedAt.add({ seconds: 60 }))
    expect(await replay(browser, 'EWDUSR01', password, used)).toBe('wrong')
    const next = await browser.submit(`${ONLINE}/passcode`, {
      passcode: appCode(totpSecret, test.clock.now()),
    })
    expect(next.body).toContain('Function not available')
  })

  it('at an initiation is no passcode for the logon after it', async () => {
    const browser = new TerminalBrowser(test.node)
    const { secret, page } = await initiateByApp(test, browser, 'HLSUSR01')
    expect(page.body).toContain('2FA is set up')
    const used = appCode(secret, test.clock.now())
    expect(await replay(browser, 'HLSUSR01', NEW_PASSWORD, used)).toBe('already-used')
    expect(await liveSessions(test, 'HLSUSR01')).toEqual([])
  })

  it('tells its holder again when it happens a quarter of an hour later', async () => {
    const { password = '', totpSecret = '' } = test.account('MFSUSR01')
    const browser = new TerminalBrowser(test.node)
    const lettersOf = (at: Temporal.Instant) =>
      lettersQueuedBy(test, async () => {
        test.clock.set(at)
        await logOnByApp(test, browser, 'MFSUSR01')
        await replay(browser, 'MFSUSR01', password, appCode(totpSecret, at))
      })
    const first = test.clock.now().add({ minutes: 1 })
    expect(await lettersOf(first)).toHaveLength(1)
    expect(await lettersOf(first.add({ minutes: 14 }))).toHaveLength(0)
    expect(await lettersOf(first.add({ minutes: 15 }))).toHaveLength(1)
  })
})

describe('a mailed passcode that was used', () => {
  it('is refused in its own attempt, in another and after log-out', async () => {
    const browser = new TerminalBrowser(test.node)
    const { password = '' } = test.account('BWOUSR01')
    const used = await codeQueuedBy(test, () => typePassword(browser, 'BWOUSR01', password))
    const held = new Map(browser.cookies)
    await browser.submit(`${ONLINE}/passcode`, { passcode: used })
    expect(await liveSessions(test, 'BWOUSR01')).toEqual(['ccms.otp.online'])
    const token = browser.tokenFor(`${ONLINE}/passcode`) ?? ''
    await browser.submit('/online/log-out', {})
    for (const [name, value] of held) browser.cookies.set(name, value)
    const again = await browser.post(`${ONLINE}/passcode`, { passcode: used }, { token })
    expect([again.location, again.headers.getSetCookie()]).toEqual(['/online', []])
    expect(await replay(browser, 'BWOUSR01', password, used)).toBe('wrong')
    expect(await liveSessions(test, 'BWOUSR01')).toEqual([])
  })
})
