import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DoorId } from '../../src/kernel/ids.ts'
import { parseTicket, writeTicket } from '../../src/sign-in/ticket.ts'
import { attemptCookie } from '../../src/web/cookies.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { codeQueuedBy, eventsUnder, liveSessions, referenceOn } from './look-inside.ts'

const HOLDER = 'KTBUSR01'
const OVERNIGHT = '/otp/overnight'
const cookieAt = (door: string) => attemptCookie('primary', door as DoorId)

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

/** A browser past its password step, and the code it was mailed. */
async function begun(userId: string, door = ONLINE) {
  const browser = new TerminalBrowser(test.node)
  const typed = () => typePassword(browser, userId, test.account(userId).password ?? '', door)
  return { browser, code: await codeQueuedBy(test, typed) }
}

async function reasonOf(answer: Answer): Promise<unknown> {
  const [event] = await eventsUnder(test, referenceOn(answer))
  return event?.facts['reason']
}

describe('a mailed passcode, stolen,', () => {
  let holder: Awaited<ReturnType<typeof begun>>
  beforeEach(async () => {
    // Past the quarter of an hour in which an account gets five passcodes, and past what the last one left.
    test.clock.set(test.clock.now().add({ minutes: 16 }))
    holder = await begun(HOLDER)
  })

  /** The code still works for its holder, and for nobody before. */
  async function holderGetsIn(): Promise<void> {
    expect(await liveSessions(test, HOLDER)).toEqual([])
    const page = await holder.browser.submit(`${ONLINE}/passcode`, { passcode: holder.code })
    expect(page.body).toContain('Function not available')
    expect(await liveSessions(test, HOLDER)).toEqual(['ccms.otp.online'])
    await holder.browser.submit('/online/log-out', {})
  }

  it('is wrong in another attempt of its own user', async () => {
    const again = await begun(HOLDER)
    expect(await reasonOf(await again.browser.submit(`${ONLINE}/passcode`, { passcode: holder.code }))).toBe(
      'wrong',
    )
    await holderGetsIn()
  })

  it('is wrong in an attempt of another user', async () => {
    const thief = await begun('BWOUSR01')
    expect(await reasonOf(await thief.browser.submit(`${ONLINE}/passcode`, { passcode: holder.code }))).toBe(
      'wrong',
    )
    expect(await liveSessions(test, 'BWOUSR01')).toEqual([])
    await holderGetsIn()
  })

  it('is wrong in an attempt at another door', async () => {
    const elsewhere = await begun(HOLDER, OVERNIGHT)
    const page = await elsewhere.browser.submit(`${OVERNIGHT}/passcode`, { passcode: holder.code })
    expect(await reasonOf(page)).toBe('wrong')
    await holderGetsIn()
  })

  it.each([
    ['without a ticket', () => undefined],
    [
      'with a ticket of its own that names the holder’s attempt',
      (holders: string, own: string) => {
        const [theirs, mine] = [parseTicket(holders), parseTicket(own)]
        return theirs && mine && writeTicket({ ...mine, attemptId: theirs.attemptId })
      },
    ],
    ['with a ticket that is none', () => 'x'.repeat(80)],
  ])('is not even looked at from another browser %s', async (_, forge) => {
    const { browser } = await begun('BWOUSR01')
    const cookie = cookieAt('ccms.otp.online')
    const forged = forge(holder.browser.cookies.get(cookie) ?? '', browser.cookies.get(cookie) ?? '')
    if (forged === undefined) browser.cookies.delete(cookie)
    else browser.cookies.set(cookie, forged)
    const answer = await browser.post(`${ONLINE}/passcode`, { passcode: holder.code })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([409, []])
    await holderGetsIn()
  })

  it('is not even looked at where its ticket is shown at another door', async () => {
    const { browser } = await begun('BWOUSR01', OVERNIGHT)
    browser.cookies.set(
      cookieAt('ccms.otp.overnight'),
      holder.browser.cookies.get(cookieAt('ccms.otp.online')) ?? '',
    )
    const answer = await browser.post(`${OVERNIGHT}/passcode`, { passcode: holder.code })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([409, []])
    await holderGetsIn()
  })
})

describe('a passcode of an app', () => {
  it('of another user’s app is wrong, and stays good for its own', async () => {
    const thief = new TerminalBrowser(test.node)
    await typePassword(thief, 'SGCUSR01', test.account('SGCUSR01').password ?? '')
    const passcode = appCode(test.account('EWDUSR01').totpSecret ?? '', test.clock.now())
    expect(await reasonOf(await thief.submit(`${ONLINE}/passcode`, { passcode }))).toBe('wrong')
    const owner = new TerminalBrowser(test.node)
    await typePassword(owner, 'EWDUSR01', test.account('EWDUSR01').password ?? '')
    expect((await owner.submit(`${ONLINE}/passcode`, { passcode })).body).toContain('Function not available')
  })
})
