import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appCode, logOnByApp, logOnByEmail, ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { INITIATION, initiateByApp, NEW_PASSWORD, upToApp } from './initiate.ts'
import { budgetOf, eventsOf, eventsUnder, liveSessions, reasons, referenceOn } from './look-inside.ts'
import { tokenOf } from './routes.ts'

const hongKong = (text: string) => Temporal.Instant.from(`2023-06-${text.replace(' ', 'T')}+08:00`)
const PASSCODE = `${ONLINE}/passcode`
const SESSION_ENDS = hongKong('10 20:00')

let test: TestNode
let undecided: TestNode
beforeAll(async () => {
  test = await testNode()
  undecided = await testNode({ launch: 'undecided', at: hongKong('12 07:30') })
})
afterAll(async () => {
  await undecided.stop()
  await test.stop()
})
beforeEach(() => test.clock.set(SESSION_ONE))

const passwordOf = (userId: string) => test.account(userId).password ?? ''
const passcodeOf = (userId: string) => appCode(test.account(userId).totpSecret ?? '', test.clock.now())

describe('in Session 1', () => {
  it('shows Function not available after an authenticator app passcode', async () => {
    const page = await logOnByApp(test, new TerminalBrowser(test.node), 'SGCUSR01')
    expect(page.body).toContain('Function not available')
    expect(page.body).toContain('You are logged on. The connectivity test is complete.')
  })

  it('shows Function not available after a mailed passcode', async () => {
    const page = await logOnByEmail(test, new TerminalBrowser(test.node), 'KTBUSR01')
    expect(page.body).toContain('Function not available')
  })
})

describe('at the edges of Session 1', () => {
  async function begunAtTheLastSecond(userId: string): Promise<TerminalBrowser> {
    test.clock.set(SESSION_ENDS.subtract({ seconds: 1 }))
    const browser = new TerminalBrowser(test.node)
    expect((await typePassword(browser, userId, passwordOf(userId))).body).toContain('One-time passcode')
    return browser
  }

  it.each([
    ['opens at 18:00:00, not a second before', '10 18:00', '10 17:59:59'],
    ['closes at 20:00:00, not a second before', '10 19:59:59', '10 20:00'],
  ])('the door %s', async (_, open, closed) => {
    const browser = new TerminalBrowser(test.node)
    test.clock.set(hongKong(open))
    expect((await browser.get(ONLINE)).status).toBe(200)
    test.clock.set(hongKong(closed))
    const typed = { user_id: 'MFSUSR01', password: passwordOf('MFSUSR01') }
    const answers = [await browser.get(ONLINE), await browser.post(ONLINE, typed)]
    expect(answers.map(({ status, location }) => [status, location])).toEqual([
      [303, '/'],
      [303, '/'],
    ])
    expect(reasons(await eventsOf(test, 'MFSUSR01'))).toEqual([])
    expect(await budgetOf(test, 'MFSUSR01')).toBeUndefined()
  })

  it('a logon begun at 19:59:59 may be finished at 20:05, and ends at 20:10', async () => {
    const browser = await begunAtTheLastSecond('EWDUSR01')
    test.clock.set(SESSION_ENDS.add({ minutes: 5 }))
    const page = await browser.submit(PASSCODE, { passcode: passcodeOf('EWDUSR01') })
    expect(page.body).toContain('Function not available')
    test.clock.set(SESSION_ENDS.add({ minutes: 10 }).subtract({ seconds: 1 }))
    expect((await browser.get('/online')).status).toBe(200)
    test.clock.set(SESSION_ENDS.add({ minutes: 10 }))
    expect((await browser.get('/online')).status).toBe(401)
  })

  it.each([0, 1])('a logon begun at 19:59:59 can’t be finished at 20:10:0%i', async (seconds) => {
    const userId = ['HLSUSR03', 'LAUUSR01'][seconds] ?? ''
    const browser = await begunAtTheLastSecond(userId)
    test.clock.set(SESSION_ENDS.add({ minutes: 10, seconds }))
    const page = await browser.submit(PASSCODE, { passcode: passcodeOf(userId) })
    const [event] = await eventsUnder(test, referenceOn(page))
    expect(event?.facts['reason']).toBe('launch-not-approved')
    expect(await liveSessions(test, userId)).toEqual([])
  })

  it('an initiation begun in it may be finished after it, and not later than 20:10', async () => {
    const finishAt = async (userId: string, at: Temporal.Instant) => {
      test.clock.set(SESSION_ENDS.subtract({ minutes: 1 }))
      const browser = new TerminalBrowser(test.node)
      const secret = await upToApp(test, browser, userId)
      test.clock.set(at)
      return browser.submit(`${INITIATION}/proof`, { passcode: appCode(secret, at) })
    }
    const last = SESSION_ENDS.add({ minutes: 10 }).subtract({ seconds: 1 })
    expect((await finishAt('HLSUSR02', last)).body).toContain('2FA is set up')
    expect((await finishAt('NPFUSR01', last.add({ seconds: 1 }))).body).not.toContain('2FA is set up')
    expect(reasons(await eventsOf(test, 'NPFUSR01'))).toEqual(['launch-not-approved'])
  })
})

describe('between the test and the launch', () => {
  it.each(['10 21:00', '11 12:00', '11 23:59:59'])('at %s no OTP door is open', async (at) => {
    test.clock.set(hongKong(at))
    const browser = new TerminalBrowser(test.node)
    for (const path of [ONLINE, '/otp/overnight', '/dms/otp', INITIATION, '/dms/initiation'])
      expect([path, (await browser.get(path)).status]).toEqual([path, 303])
  })
})

describe('on Monday 12 June', () => {
  const at = hongKong('12 07:30')

  it('at 07:30 a user who initiated in Session 1 logs on, and the function is open', async () => {
    const { secret, page } = await initiateByApp(test, new TerminalBrowser(test.node), 'HLSUSR01')
    expect(page.body).toContain('2FA is set up')
    test.clock.set(at)
    const browser = new TerminalBrowser(test.node)
    await typePassword(browser, 'HLSUSR01', NEW_PASSWORD)
    const opened = await browser.submit(PASSCODE, { passcode: appCode(secret, at) })
    expect(opened.body).toContain('This function is open until')
    expect(opened.body).not.toContain('Function not available')
  })

  it('so does an administrator, in DMS', async () => {
    const path = '/dms/initiation'
    const { secret } = await initiateByApp(test, new TerminalBrowser(test.node), 'HLSDAM01', path)
    test.clock.set(at)
    const browser = new TerminalBrowser(test.node)
    await typePassword(browser, 'HLSDAM01', NEW_PASSWORD, '/dms/otp')
    const opened = await browser.submit('/dms/otp/passcode', { passcode: appCode(secret, at) })
    expect(opened.body).toContain('This function is open until')
  })

  it('a second before 07:30 he is logged on all the same, and told when the function opens', async () => {
    test.clock.set(at.subtract({ seconds: 1 }))
    const browser = new TerminalBrowser(test.node)
    const page = await logOnByApp(test, browser, 'EWDUSR02')
    expect(page.body).toContain('Function not available')
    expect(page.body).toContain('This function opens at 07:30')
    test.clock.set(at)
    expect((await browser.get('/online')).body).toContain('This function is open until')
  })

  it('when service ends the function closes and leaves the logon session', async () => {
    test.clock.set(hongKong('12 18:59:59'))
    const browser = new TerminalBrowser(test.node)
    expect((await logOnByApp(test, browser, 'TRCUSR01')).body).toContain('This function is open until')
    test.clock.set(hongKong('12 19:00'))
    const closed = await browser.get('/online')
    expect([closed.status, closed.body.includes('Function not available')]).toEqual([200, true])
    expect(await liveSessions(test, 'TRCUSR01')).toEqual(['ccms.otp.online'])
  })
})

describe('without go, on Monday 12 June', () => {
  const doors = async (path: string): Promise<Answer> => new TerminalBrowser(undecided.node).get(path)

  it('the OTP doors stay closed, and so does initiation', async () => {
    for (const path of [ONLINE, '/otp/overnight', '/dms/otp', INITIATION, '/dms/initiation']) {
      const { status, location } = await doors(path)
      expect([path, status, location]).toEqual([path, 303, path.startsWith('/dms') ? '/dms' : '/'])
    }
  })

  it('the landing pages say so, at each door', async () => {
    for (const path of ['/', '/dms']) {
      const { body } = await doors(path)
      expect(body).toContain('It was not approved in time for')
      expect(body).toMatch(/Login with OTP - (Online|Security Management) Functions/)
      expect(body).not.toMatch(/<a[^>]*href="\/(dms\/)?otp/)
    }
  })

  it('a right password is not even asked for', async () => {
    const browser = new TerminalBrowser(undecided.node)
    await browser.get('/')
    const typed = { user_id: 'SGCUSR01', password: undecided.account('SGCUSR01').password ?? '' }
    const answer = await browser.post(ONLINE, typed, { token: tokenOf(undecided, browser, ONLINE) })
    expect([answer.status, answer.location]).toEqual([303, '/'])
    expect(await budgetOf(undecided, 'SGCUSR01')).toBeUndefined()
  })
})
