import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { suspendUser } from '../../src/accounts/changes/suspend-user.ts'
import type { DoorId } from '../../src/kernel/ids.ts'
import { newAppCredential } from '../../src/one-time-codes/app-secret.ts'
import { attemptCookie, sessionCookie } from '../../src/web/cookies.ts'
import { appCode, logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { eventsOf, eventsUnder, liveSessions, referenceOn } from './look-inside.ts'

const ONLINE_COOKIE = sessionCookie('primary', 'ccms.otp.online' as DoorId)
const hongKong = (text: string) => Temporal.Instant.from(`2023-06-${text.replace(' ', 'T')}+08:00`)

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())
beforeEach(() => test.clock.set(SESSION_ONE))

/** Every time a step later, so that the app shows a passcode it has not shown before. */
let steps = 0
async function loggedOn(userId: string, door = ONLINE, at?: Temporal.Instant): Promise<TerminalBrowser> {
  steps += 1
  test.clock.set(at ?? SESSION_ONE.add({ seconds: 30 * steps }))
  const browser = new TerminalBrowser(test.node)
  const page = await logOnByApp(test, browser, userId, door)
  expect(page.body).toContain('Log out')
  return browser
}

/** What the browser meets behind the door: `in`, or the heading that says why not. */
async function met(browser: TerminalBrowser, home = '/online'): Promise<string> {
  const { body, location } = await browser.at(test.node).get(home)
  if (location !== undefined) return location
  return body.includes('Log out') ? 'in' : (/<h1[^>]*>([^<]+)/.exec(body)?.[1] ?? body)
}

async function endsOf(userId: string): Promise<readonly unknown[]> {
  const ended = (await eventsOf(test, userId)).filter(({ kind }) => kind === 'session.ended')
  return ended.map(({ facts }) => facts['because'])
}

const suspend = (userId: string) =>
  test.database.write({ as: 'operations' }, (tx) =>
    suspendUser.apply(
      tx,
      test.node.world,
      { accountId: test.account(userId).accountId },
      { by: 'import', file: 'a test' },
      test.clock.now(),
    ),
  )

describe('a logon session', () => {
  it('gives way to a newer one at its door, which its page says; one at another door lives on', async () => {
    const older = await loggedOn('SGCUSR01')
    const reports = await loggedOn('SGCUSR01', '/otp/overnight')
    const newer = await loggedOn('SGCUSR01')
    expect([await met(newer), await met(reports, '/overnight')]).toEqual(['in', 'in'])
    expect(await met(older)).toBe('You logged on elsewhere')
    expect([...(await liveSessions(test, 'SGCUSR01'))].sort()).toEqual([
      'ccms.otp.online',
      'ccms.otp.overnight',
    ])
  })

  it('is dead on the server once logged out, whoever kept its cookie', async () => {
    const browser = await loggedOn('EWDUSR01')
    const thief = browser.at(test.node)
    const kept = browser.cookies.get(ONLINE_COOKIE) ?? ''
    await browser.submit('/online/log-out', {})
    expect(browser.cookies.has(ONLINE_COOKIE)).toBe(false)
    expect(await met(thief)).toBe('You are logged out')
    expect(thief.cookies.get(ONLINE_COOKIE)).toBe(kept)
    const second = await test.secondNode()
    expect((await thief.at(second).get('/online')).status).toBe(401)
    expect(await endsOf('EWDUSR01')).toEqual(['logged-out'])
  })

  it('is not opened by a token that is edited, absent or made up', async () => {
    const browser = await loggedOn('EWDUSR01')
    const token = browser.cookies.get(ONLINE_COOKIE) ?? ''
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const flipped = (token.startsWith('A') ? 'B' : 'A') + token.slice(1)
    for (const wrong of [flipped, `${token}A`, token.slice(1), '', 'x', '"', 'x'.repeat(1_000_000)]) {
      browser.cookies.set(ONLINE_COOKIE, wrong)
      expect(await met(browser)).toBe(ONLINE)
    }
    browser.cookies.set(ONLINE_COOKIE, `${token}; ${ONLINE_COOKIE}=${token}`)
    expect(await met(browser)).toBe(ONLINE)
    browser.cookies.set(ONLINE_COOKIE, token)
    expect(await met(browser)).toBe('in')
  })

  it.each([
    ['30 minutes at the terminal', 'MFSUSR01', ONLINE, '/online', 30],
    ['15 minutes in DMS', 'SGCDAM01', '/dms/otp', '/dms/security/C00105', 15],
    ['15 minutes at the desk', 'OPSCHK01', '/ops/otp', '/ops/desk', 15],
    ['30 minutes in Client Connect', 'HLSCC001', '/connect/otp', '/connect/services/C00101', 30],
  ])('ends after %s without use, and lives on with it', async (_, userId, door, home, minutes) => {
    const browser = await loggedOn(userId, door)
    for (const _ of [1, 2]) {
      test.clock.set(test.clock.now().add({ minutes }).subtract({ seconds: 1 }))
      expect(await met(browser, home)).toBe('in')
    }
    test.clock.set(test.clock.now().add({ minutes }))
    expect(await met(browser, home)).toBe('Your logon session has ended')
    expect(await endsOf(userId)).toEqual(['idle'])
  })

  it.each([
    ['at 20:10 on the day of the test session', 'LAUUSR01', hongKong('10 18:06'), hongKong('10 20:10')],
    ['after twelve hours on a business day', 'HLSUSR03', hongKong('12 09:00'), hongKong('12 21:00')],
    ['at 24:00 of its day', 'EWDUSR02', hongKong('12 14:00'), hongKong('13 00:00')],
  ])('ends %s, however much it is used', async (_, userId, at, end) => {
    const browser = await loggedOn(userId, ONLINE, at)
    const lastMoment = end.subtract({ seconds: 1 })
    while (Temporal.Instant.compare(test.clock.now().add({ minutes: 25 }), lastMoment) < 0) {
      test.clock.set(test.clock.now().add({ minutes: 25 }))
      expect(await met(browser)).toBe('in')
    }
    test.clock.set(lastMoment)
    expect(await met(browser)).toBe('in')
    test.clock.set(end)
    expect(await met(browser)).toBe('Your logon session has ended')
    expect(await endsOf(userId)).toEqual(['expired'])
  })

  it('ends at once on every node when its account is suspended, and so does a logon under way', async () => {
    const userId = 'TRCUSR01'
    const second = await test.secondNode()
    const browser = await loggedOn(userId)
    const half = new TerminalBrowser(test.node)
    test.clock.set(test.clock.now().add({ seconds: 30 }))
    await typePassword(half, userId, test.account(userId).password ?? '')
    await suspend(userId)
    expect(await met(browser)).toBe('Your logon session was ended')
    expect((await browser.at(second).get('/online')).status).toBe(401)
    const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
    const refused = await half.submit(`${ONLINE}/passcode`, { passcode })
    expect((await eventsUnder(test, referenceOn(refused)))[0]?.facts['reason']).toBe('suspended')
    expect(await liveSessions(test, userId)).toEqual([])
  })
})

describe('a logon under way', () => {
  /** Closes a credential and puts another in its place, as a reset does. */
  async function replace(userId: string, kind: 'password' | 'app'): Promise<void> {
    const { accountId } = test.account(userId)
    await test.database.write({ as: 'sign-in' }, async (tx) => {
      const old = await tx
        .updateTable('credential')
        .set({ valid_to: test.clock.now() })
        .where('account_id', '=', accountId)
        .where('kind', '=', kind)
        .returningAll()
        .executeTakeFirstOrThrow()
      const { id, sealed } = newAppCredential(test.node.world, accountId)
      await tx
        .insertInto('credential')
        .values({ ...old, id, sealed, valid_from: test.clock.now(), valid_to: null })
        .execute()
    })
  }

  it('is refused at the passcode when the password was changed meanwhile', async () => {
    const userId = 'KTBUSR02'
    const browser = new TerminalBrowser(test.node)
    await typePassword(browser, userId, test.account(userId).password ?? '')
    await replace(userId, 'password')
    const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
    const refused = await browser.submit(`${ONLINE}/passcode`, { passcode })
    expect((await eventsUnder(test, referenceOn(refused)))[0]?.facts['reason']).toBe('password-changed')
    expect(await liveSessions(test, userId)).toEqual([])
  })

  it('is refused at the passcode when the app was replaced meanwhile', async () => {
    const userId = 'MFSUSR01'
    const browser = new TerminalBrowser(test.node)
    await typePassword(browser, userId, test.account(userId).password ?? '')
    await replace(userId, 'app')
    const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
    const refused = await browser.submit(`${ONLINE}/passcode`, { passcode })
    expect((await eventsUnder(test, referenceOn(refused)))[0]?.facts['reason']).toBe('wrong')
    expect(await liveSessions(test, userId)).toEqual([])
  })

  it('is over after a quarter of an hour', async () => {
    const userId = 'LAUUSR01'
    for (const [minutes, isOver] of [
      [14, false],
      [15, true],
    ] as const) {
      test.clock.set(SESSION_ONE)
      const browser = new TerminalBrowser(test.node)
      await typePassword(browser, userId, test.account(userId).password ?? '')
      test.clock.set(SESSION_ONE.add({ minutes }))
      const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
      expect((await browser.submit(`${ONLINE}/passcode`, { passcode })).status).toBe(isOver ? 409 : 200)
    }
  })
})

describe('a cookie planted before the logon', () => {
  const planted = 'P'.repeat(43)

  it('is replaced where it is a ticket, at the password, and where it is a token, at the passcode', async () => {
    const userId = 'HLSUSR03'
    const { password = '', totpSecret = '' } = test.account(userId)
    const ticket = attemptCookie('primary', 'ccms.otp.online' as DoorId)
    const browser = new TerminalBrowser(test.node)
    browser.cookies.set(ticket, `00000000-0000-4000-8000-000000000000_${planted}`)
    browser.cookies.set(ONLINE_COOKIE, planted)
    await typePassword(browser, userId, password)
    expect(browser.cookies.get(ticket)).not.toContain(planted)
    await browser.submit(`${ONLINE}/passcode`, { passcode: appCode(totpSecret, test.clock.now()) })
    expect(browser.cookies.has(ticket)).toBe(false)
    expect(browser.cookies.get(ONLINE_COOKIE)).not.toBe(planted)
    expect(await met(browser)).toBe('in')
    browser.cookies.set(ONLINE_COOKIE, planted)
    expect(await met(browser)).toBe(ONLINE)
  })

  it('of an attempt that somebody else began and knows is left behind by the one who goes on', async () => {
    const [attacker, victim] = [new TerminalBrowser(test.node), new TerminalBrowser(test.node)]
    await typePassword(attacker, 'SGCUSR01', test.account('SGCUSR01').password ?? '')
    for (const [name, value] of attacker.cookies) victim.cookies.set(name, value)
    await typePassword(victim, 'EWDUSR01', test.account('EWDUSR01').password ?? '')
    test.clock.set(SESSION_ONE.add({ minutes: 5 }))
    const passcode = appCode(test.account('EWDUSR01').totpSecret ?? '', test.clock.now())
    await victim.submit(`${ONLINE}/passcode`, { passcode })
    expect(await met(victim)).toBe('in')
    expect(await met(attacker)).toBe(ONLINE)
  })
})
