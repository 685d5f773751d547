import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DoorId } from '../../src/kernel/ids.ts'
import { sessionCookie, stepUpCookie } from '../../src/web/cookies.ts'
import { appCode, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { deskOf, numberOf } from '../support/requests.ts'
import { confirm, hiddenOn, loggedOnAt, press } from '../support/requests-pages.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { eventsOf } from './look-inside.ts'
import { tokenOf } from './routes.ts'

const FIRM = 'C00105'
const CHECKER = 'SGCDAC01'
const DOOR = '/dms/otp'
const STEP_UP = '/dms/security/step-up'
const STEP_UP_COOKIE = stepUpCookie('primary', 'dms.otp' as DoorId)

let test: TestNode
let waiting: string
beforeAll(async () => {
  test = await testNode()
  const asked = await deskOf(test).askEmail('SGCDAM01', FIRM, 'SGCUSR01', 'new@stargranite.example')
  waiting = `/dms/security/${FIRM}/requests/${numberOf(asked)}`
})
afterAll(() => test.stop())

/** Goes to the step-up's page, as approving a request leads there. */
async function asked(browser: TerminalBrowser) {
  const answer = await press(browser, waiting, 'approve', 'looked at it')
  expect(answer.location).toContain(`${STEP_UP}?to=`)
  return answer
}

async function steppedUp(userId: string): Promise<readonly unknown[]> {
  const { accountId } = test.account(userId)
  return deskOf(test).sql(
    'select id from logon_session where account_id = $1 and stepped_up_at is not null and ended_at is null',
    [accountId],
  )
}

const rightCode = (userId = CHECKER) => {
  test.clock.set(test.clock.now().add({ seconds: 30 }))
  return appCode(test.account(userId).totpSecret ?? '', test.clock.now())
}

describe('a step-up', () => {
  it('is asked for before a decision, leads back with what was typed, and holds in its own session alone', async () => {
    const browser = await loggedOnAt(test, CHECKER, DOOR)
    const back = await confirm(test, browser, CHECKER, await asked(browser))
    expect(back.location).toBe(`${waiting}?remark=looked%20at%20it`)
    expect((await browser.get(back.location ?? '')).body).toContain('value="looked at it"')
    expect(await steppedUp(CHECKER)).toHaveLength(1)
    const newer = await loggedOnAt(test, CHECKER, DOOR)
    expect(await steppedUp(CHECKER)).toEqual([])
    await asked(newer)
  })

  it('holds for 15 minutes: then the next decision asks again', async () => {
    const browser = await loggedOnAt(test, CHECKER, DOOR)
    await confirm(test, browser, CHECKER, await asked(browser))
    for (const _ of [1, 2]) {
      test.clock.set(test.clock.now().add({ minutes: 7, seconds: 30 }))
      await browser.get(waiting)
    }
    await asked(browser)
  })

  it('takes no passcode that was used to log on, nor the same one twice', async () => {
    const browser = await loggedOnAt(test, CHECKER, DOOR)
    const { location = '' } = await asked(browser)
    const to = hiddenOn(await browser.get(location), 'to')
    const used = appCode(test.account(CHECKER).totpSecret ?? '', test.clock.now())
    expect((await browser.submit(STEP_UP, { to, passcode: used })).body).toContain('was not accepted')
    expect(await steppedUp(CHECKER)).toEqual([])
  })

  it('counts wrong passcodes on the account’s one budget, and is locked with it (attack 14)', async () => {
    const userId = 'MFSDAC01'
    const asked = await deskOf(test).askEmail('MFSDAM01', 'C00108', 'MFSUSR01', 'new@mistyfairway.example')
    const path = `/dms/security/C00108/requests/${numberOf(asked)}`
    const browser = await loggedOnAt(test, userId, DOOR)
    const { location = '' } = await press(browser, path, 'approve')
    const to = hiddenOn(await browser.get(location), 'to')
    for (let wrong = 0; wrong < 10; wrong++) await browser.submit(STEP_UP, { to, passcode: '000000' })
    expect((await browser.submit(STEP_UP, { to, passcode: rightCode(userId) })).body).toContain(
      'was not accepted',
    )
    expect(await steppedUp(userId)).toEqual([])
    const refused = (await eventsOf(test, userId)).filter(({ kind }) => kind === 'step-up.refused')
    const reasons = [...Array(5).fill('wrong'), ...Array(6).fill('no-tries-left')]
    expect(refused.map(({ facts }) => facts['reason'])).toEqual(reasons)
    await typePassword(new TerminalBrowser(test.node), userId, test.account(userId).password ?? '', DOOR)
    const logons = (await eventsOf(test, userId)).filter(({ kind }) => kind === 'logon.password-refused')
    expect(logons.map(({ facts }) => facts['reason'])).toEqual(['locked'])
  })

  it('is nobody’s in another browser or another session of the same person, ticket or not', async () => {
    const first = await loggedOnAt(test, CHECKER, DOOR)
    const { location = '' } = await asked(first)
    const to = hiddenOn(await first.get(location), 'to')
    const ticket = first.cookies.get(STEP_UP_COOKIE) ?? ''
    const second = await loggedOnAt(test, CHECKER, DOOR)
    await asked(second)
    second.cookies.set(STEP_UP_COOKIE, ticket)
    const token = { token: tokenOf(test, second, STEP_UP) }
    expect((await second.post(STEP_UP, { to, passcode: rightCode() }, token)).status).toBe(409)
    const copied = first.at(test.node)
    copied.cookies.set(sessionCookie('primary', 'dms.otp' as DoorId), 'x'.repeat(43))
    expect((await copied.post(STEP_UP, { to, passcode: rightCode() })).location).toBe(DOOR)
    expect(await steppedUp(CHECKER)).toEqual([])
  })

  it('takes nothing of a channel or a password that has been closed meanwhile', async () => {
    const [userId, sql] = ['MFSDAC01', deskOf(test).sql]
    const number = numberOf(
      await deskOf(test).askEmail('MFSDAM01', 'C00108', 'MFSUSR02', 'two@mistyfairway.example'),
    )
    for (const kind of ['app', 'password']) {
      await sql('update attempt_budget set failures = 0, locked_until = null')
      const browser = await loggedOnAt(test, userId, DOOR)
      const { location = '' } = await press(browser, `/dms/security/C00108/requests/${number}`, 'approve')
      const to = hiddenOn(await browser.get(location), 'to')
      const [closed] = await sql(
        'update credential set valid_to = $3 where account_id = $1 and kind = $2 and valid_to is null returning id',
        [test.account(userId).accountId, kind, test.clock.now().toString()],
      )
      await browser.post(STEP_UP, { to, passcode: rightCode(userId) })
      expect([kind, await steppedUp(userId)]).toEqual([kind, []])
      await sql('update credential set valid_to = null where id = $1', [closed?.['id']])
    }
  })

  it('with one right passcode sent twenty times at once is made once', async () => {
    const browser = await loggedOnAt(test, CHECKER, DOOR)
    const { location = '' } = await asked(browser)
    const to = hiddenOn(await browser.get(location), 'to')
    const passcode = rightCode()
    const before = (await eventsOf(test, CHECKER)).filter(({ kind }) => kind === 'session.stepped-up').length
    await Promise.all(Array.from({ length: 20 }, () => browser.post(STEP_UP, { to, passcode })))
    const after = (await eventsOf(test, CHECKER)).filter(({ kind }) => kind === 'session.stepped-up').length
    expect(after - before).toBe(1)
  })

  it.each([
    'https://evil.test/',
    '//evil.test/dms/security/',
    '/dms/security/../../ops/desk',
    '/dms/security/%2e%2e/x',
    '/dms/securityx',
    '/ops/desk',
    '/dms/security/\\evil',
    'javascript:alert(1)',
    '/dms/security/C00105\r\nx: y',
  ])('leads nowhere but below its own home, whatever it is told: %s (attack 37)', async (to) => {
    const browser = await loggedOnAt(test, CHECKER, DOOR)
    const { location = '' } = await asked(browser)
    const page = await browser.get(`${STEP_UP}?to=${encodeURIComponent(to)}`)
    expect(hiddenOn(page, 'to')).toBe('/dms/security')
    await browser.get(location)
    const posted = await browser.post(STEP_UP, { to: to.replace(/[\r\n]/g, ''), passcode: rightCode() })
    expect([posted.status, posted.location]).toEqual([303, '/dms/security'])
  })
})
