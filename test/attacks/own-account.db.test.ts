import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DoorId } from '../../src/kernel/ids.ts'
import { changeCookie, sessionCookie } from '../../src/web/cookies.ts'
import { appCode, logOnByApp, logOnByEmail, ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { askChannel, askNewPassword, keyOn, NEW_PASSWORD, nextAppCode } from '../support/own-account.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import {
  budgetOf,
  codeQueuedBy,
  credentialsOf,
  eventsOf,
  eventsUnder,
  lettersQueuedBy,
  liveSessions,
  referenceOn,
} from './look-inside.ts'

const DOOR = 'ccms.otp.online' as DoorId

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())
beforeEach(() => test.clock.set(SESSION_ONE))

let steps = 0
async function loggedOn(userId: string, door = ONLINE): Promise<TerminalBrowser> {
  steps += 1
  test.clock.set(SESSION_ONE.add({ seconds: 60 * steps }))
  const browser = new TerminalBrowser(test.node)
  expect((await logOnByApp(test, browser, userId, door)).body).toContain('Log out')
  return browser
}

async function loggedOnByEmail(userId: string): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  expect((await logOnByEmail(test, browser, userId)).body).toContain('Log out')
  return browser
}

const heading = ({ body }: { body: string }) => /<h1[^>]*>([^<]+)/.exec(body)?.[1] ?? body
const reasonOn = async (page: { body: string }) =>
  (await eventsUnder(test, referenceOn(page as never)))[0]?.facts['reason']
const passwordOf = (userId: string) => test.account(userId).password ?? ''

/** As it was before its removal, for who comes next. */
const giveBackEmail = (userId: string) =>
  test.database.write({ as: 'operations' }, (tx) =>
    tx
      .updateTable('credential')
      .set({ valid_to: null })
      .where('account_id', '=', test.account(userId).accountId)
      .where('kind', '=', 'email')
      .execute(),
  )

describe('a change of one’s own password', () => {
  it('needs the current one and a passcode, ends every other session and open attempt, and is told by mail', async () => {
    const userId = 'SGCUSR01'
    const reports = await loggedOn(userId, '/otp/overnight')
    const browser = await loggedOn(userId)
    const half = new TerminalBrowser(test.node)
    await typePassword(half, userId, passwordOf(userId))
    expect(heading(await askNewPassword(browser, passwordOf(userId)))).toBe('Show that it is you')
    const letters = await lettersQueuedBy(test, async () => {
      const done = await browser.submit('/online/password/passcode', { passcode: nextAppCode(test, userId) })
      expect(done.body).toContain('Your password has been changed.')
      expect(done.body).toContain('Your other logon session was ended.')
    })
    expect(letters.map(({ kind, to }) => [kind, to])).toEqual([
      ['account-changed', test.account(userId).email],
    ])
    expect(heading(await reports.get('/overnight'))).toBe('Your logon session was ended')
    expect(await liveSessions(test, userId)).toEqual([DOOR])
    expect(heading(await browser.get('/online'))).toBe('Function not available')
    const late = await half.post('/otp/online/passcode', { passcode: nextAppCode(test, userId) })
    expect(late.location).toBe('/online')
    expect(await liveSessions(test, userId)).toEqual([DOOR])
    expect((await eventsOf(test, userId)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['change.begun', 'password.changed', 'session.ended']),
    )
    await typePassword(new TerminalBrowser(test.node), userId, NEW_PASSWORD)
    const old = await typePassword(new TerminalBrowser(test.node), userId, passwordOf(userId))
    expect(await reasonOn(old)).toBe('wrong-password')
  })

  it('keeps the former credential, closed: what was in force on a day stays a query', async () => {
    const { accountId } = test.account('SGCUSR01')
    const rows = await test.database.read({ as: 'operations' }, (db) =>
      db
        .selectFrom('credential')
        .select(['valid_from', 'valid_to'])
        .where('account_id', '=', accountId)
        .where('kind', '=', 'password')
        .orderBy('valid_from')
        .execute(),
    )
    expect(rows).toHaveLength(2)
    expect(rows[0]?.valid_to).toEqual(rows[1]?.valid_from)
    expect(rows[1]?.valid_to).toBeNull()
  })

  it('counts a wrong current password on the logon’s budgets: ten, five more in a known browser, and then not even the right one is taken (attack 14)', async () => {
    const userId = 'EWDUSR01'
    const browser = await loggedOn(userId)
    const guess = async (times: number) => {
      for (let n = 0; n < times; n++)
        expect(await reasonOn(await askNewPassword(browser, `wrong number ${n}`))).toBe('wrong-password')
    }
    for (const tries of [10, 5])
      expect((await lettersQueuedBy(test, () => guess(tries))).map(({ kind }) => kind)).toEqual([
        'logon-locked',
      ])
    const right = await askNewPassword(browser, passwordOf(userId))
    expect([heading(right), await reasonOn(right)]).toEqual(['Change password', 'locked'])
    const logon = await typePassword(new TerminalBrowser(test.node), userId, passwordOf(userId))
    expect(await reasonOn(logon)).toBe('locked')
    expect(await credentialsOf(test, userId)).toEqual(['app', 'password'])
  })

  it('counts wrong passcodes too, five a change and on the same budget, and its tries are not refilled', async () => {
    const userId = 'MFSUSR01'
    const browser = await loggedOn(userId)
    await askNewPassword(browser, passwordOf(userId))
    for (let n = 0; n < 5; n++)
      expect(await reasonOn(await browser.submit('/online/password/passcode', { passcode: '000000' }))).toBe(
        'wrong',
      )
    const sixth = await browser.submit('/online/password/passcode', { passcode: nextAppCode(test, userId) })
    expect(await reasonOn(sixth)).toBe('no-tries-left')
    expect((await budgetOf(test, userId))?.failures).toBe(6)
    expect(await liveSessions(test, userId)).toEqual([DOOR])
  })

  it('says what is wrong with the new one before anything is tried, and whether it is the old one only after', async () => {
    const userId = 'LAUUSR01'
    const browser = await loggedOn(userId)
    const unfit = await askNewPassword(browser, 'not the current one', 'short')
    expect([unfit.status, unfit.body.includes('Use at least 12 characters')]).toEqual([422, true])
    expect((await budgetOf(test, userId))?.failures).toBe(0)
    const guess = await askNewPassword(browser, 'not the current one', passwordOf(userId))
    expect(await reasonOn(guess)).toBe('wrong-password')
    const same = await askNewPassword(browser, passwordOf(userId), passwordOf(userId))
    expect([same.status, same.body.includes('This is the password you have now')]).toEqual([422, true])
    expect((await budgetOf(test, userId))?.failures).toBe(1)
  })

  it('is bound to its logon session and its browser: a ticket carried elsewhere opens nothing', async () => {
    const userId = 'HLSUSR03'
    const [browser, other] = [await loggedOn(userId), await loggedOn(userId, '/otp/overnight')]
    await askNewPassword(browser, passwordOf(userId))
    const name = changeCookie('primary', DOOR)
    const ticket = browser.cookies.get(name) ?? ''
    const elsewhere = other.at(test.node)
    elsewhere.cookies.set(changeCookie('primary', 'ccms.otp.overnight' as DoorId), ticket)
    expect((await elsewhere.get('/overnight/password/passcode')).status).toBe(409)
    // A newer logon at the same door is another session, though it is the same person and browser.
    const again = browser.at(test.node)
    test.clock.set(test.clock.now().add({ seconds: 60 }))
    await logOnByApp(test, again, userId)
    again.cookies.set(name, ticket)
    expect((await again.get('/online/password/passcode')).status).toBe(409)
    const passcode = nextAppCode(test, userId)
    const stale = await browser.post('/online/password/passcode', { passcode })
    expect([stale.status, heading(stale)]).toEqual([401, 'You logged on elsewhere'])
    expect(await credentialsOf(test, userId)).toEqual(['app', 'password'])
  })

  it('confirms what its page says: begun in one tab, another change begun in another tab is not put in force by it', async () => {
    const userId = 'TRCUSR01'
    const browser = await loggedOn(userId)
    await askNewPassword(browser, passwordOf(userId))
    await askChannel(test, browser, userId, 'remove-email')
    const passcode = nextAppCode(test, userId)
    const mixed = await browser.submit('/online/password/passcode', { passcode })
    expect([mixed.status, heading(mixed)]).toEqual([409, 'Begin again, please'])
    expect((await browser.get('/online/password/passcode')).status).toBe(409)
    expect((await browser.submit('/online/password/passcode/email', {})).status).toBe(409)
    expect(await credentialsOf(test, userId)).toEqual(['app', 'email', 'password'])
    const meant = await browser.submit('/online/channels/remove-email/passcode', { passcode })
    expect(meant.body).toContain('Email is no longer an OTP channel.')
    await giveBackEmail(userId)
  })

  it('is not begun, nor gone on with, by a logon’s ticket, nor a logon by a change’s', async () => {
    const userId = 'SGCUSR02'
    const browser = await loggedOnByEmail(userId)
    const before = test.mails.length
    await askNewPassword(browser, passwordOf(userId))
    const code = await test.codeSentTo(test.account(userId).email ?? '', before === 0 ? 0 : 1)
    const ticket = browser.cookies.get(changeCookie('primary', DOOR)) ?? ''
    const thief = new TerminalBrowser(test.node)
    await thief.get('/otp/online')
    thief.cookies.set(`__Host-sallyport-primary-${DOOR}-attempt`, ticket)
    const answer = await thief.get('/otp/online/passcode')
    expect([answer.status, code.length]).toEqual([409, 8])
    expect(thief.cookies.has(sessionCookie('primary', DOOR))).toBe(false)
  })
})

describe('OTP channels', () => {
  it('an app is added once it is proven; then email may be removed, but never the last', async () => {
    const userId = 'BWOUSR01'
    const { email = '' } = test.account(userId)
    const browser = await loggedOnByEmail(userId)
    expect((await browser.open('/online/channels/remove-email')).body).toContain('cannot be done any more')
    const sent = test.mails.filter(({ to }) => to === email).length
    await askChannel(test, browser, userId, 'add-app')
    const pairing = await browser.submit('/online/channels/add-app/passcode', {
      passcode: await test.codeSentTo(email, sent),
    })
    const secret = keyOn(pairing)
    expect(secret).toHaveLength(32)
    expect(await credentialsOf(test, userId)).toEqual(['email', 'password'])
    const wrong = await browser.submit('/online/channels/add-app/proof', { passcode: '000000' })
    expect(await reasonOn(wrong)).toBe('wrong')
    expect(await credentialsOf(test, userId)).toEqual(['email', 'password'])
    const done = await browser.submit('/online/channels/add-app/proof', {
      passcode: appCode(secret, test.clock.now()),
    })
    expect(done.body).toContain('An authenticator app has been added')
    expect(await credentialsOf(test, userId)).toEqual(['app', 'email', 'password'])

    await askChannel(test, browser, userId, 'remove-email')
    test.clock.set(test.clock.now().add({ seconds: 30 }))
    const removed = await browser.submit('/online/channels/remove-email/passcode', {
      passcode: appCode(secret, test.clock.now()),
    })
    expect(removed.body).toContain('Email is no longer an OTP channel.')
    expect(await credentialsOf(test, userId)).toEqual(['app', 'password'])
    await browser.get('/online/channels/add-app')
    expect((await browser.get('/online/channels/remove-app')).location).toBe('/online/channels?refused=1')
  })

  it('of two removals at once, from two sessions, one is refused: somebody is never left without any', async () => {
    const userId = 'EWDUSR02'
    const [one, two] = [await loggedOn(userId), await loggedOn(userId, '/otp/overnight')]
    await askChannel(test, one, userId, 'remove-app')
    const mailed = await codeQueuedBy(test, () =>
      one.submit('/online/channels/remove-app/passcode/email', {}),
    )
    await askChannel(test, two, userId, 'remove-email', '/overnight')
    const byApp = nextAppCode(test, userId)
    const answers = await Promise.all([
      one.post('/online/channels/remove-app/passcode', { passcode: mailed }),
      two.post('/overnight/channels/remove-email/passcode', { passcode: byApp }),
    ])
    expect(answers.filter(({ location }) => location?.endsWith('/changed'))).toHaveLength(1)
    expect(await credentialsOf(test, userId)).toHaveLength(2)
    expect(await liveSessions(test, userId)).toHaveLength(1)
  })

  it('an app moves to another phone: the former one is good until the new one is proven, and dead after', async () => {
    const userId = 'CLBDAC01'
    const browser = await loggedOn(userId, '/dms/otp')
    await askChannel(test, browser, userId, 'replace-app', '/dms/security')
    const path = '/dms/security/channels/replace-app'
    const page = await browser.submit(`${path}/passcode`, { passcode: nextAppCode(test, userId) })
    const passcode = appCode(keyOn(page), test.clock.now())
    expect((await browser.submit(`${path}/proof`, { passcode })).body).toContain('has been replaced')
    expect(await credentialsOf(test, userId)).toEqual(['app', 'password'])
    const refused = await logOnByApp(test, new TerminalBrowser(test.node), userId, '/dms/otp')
    expect(await reasonOn(refused)).toBe('wrong')
  })
})

describe('two changes at once', () => {
  it('of a password, begun in two sessions, are one change: the other one’s session is over', async () => {
    const userId = 'KTBUSR02'
    const [one, two] = [await loggedOn(userId), await loggedOn(userId, '/otp/overnight')]
    await askNewPassword(one, passwordOf(userId), NEW_PASSWORD)
    await askNewPassword(two, passwordOf(userId), 'another-otter-31-quartz', '/overnight')
    const mailed = await codeQueuedBy(test, () => two.submit('/overnight/password/passcode/email', {}))
    const byApp = nextAppCode(test, userId)
    const answers = await Promise.all([
      one.post('/online/password/passcode', { passcode: byApp }),
      two.post('/overnight/password/passcode', { passcode: mailed }),
    ])
    expect(answers.filter(({ location }) => location?.endsWith('/changed'))).toHaveLength(1)
    const changed = (await eventsOf(test, userId)).filter(({ kind }) => kind === 'password.changed')
    expect(changed).toHaveLength(1)
    expect(await liveSessions(test, userId)).toHaveLength(1)
  })

  it('with a logon at its passcode step: whichever comes first, no session by the old password is left', async () => {
    const userId = 'TRCUSR01'
    for (const _ of [1, 2, 3]) {
      const browser = await loggedOn(userId)
      const late = new TerminalBrowser(test.node)
      await typePassword(late, userId, passwordOf(userId), '/otp/overnight')
      const mailed = await codeQueuedBy(test, () => late.submit('/otp/overnight/passcode/email', {}))
      await askChannel(test, browser, userId, 'remove-email')
      const byApp = nextAppCode(test, userId)
      const [, changed] = await Promise.all([
        late.post('/otp/overnight/passcode', { passcode: mailed }),
        browser.post('/online/channels/remove-email/passcode', { passcode: byApp }),
      ])
      expect(changed.location).toBe('/online/changed')
      expect(await liveSessions(test, userId)).toEqual([DOOR])
      await giveBackEmail(userId)
    }
  })
})
