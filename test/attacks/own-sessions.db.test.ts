import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appCode, logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { askChannel, askNewPassword, nextAppCode } from '../support/own-account.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { eventsOf, lettersQueuedBy, liveSessions } from './look-inside.ts'
import { routesFor, tokenOf } from './routes.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())
beforeEach(() => test.clock.set(SESSION_ONE))

let steps = 0
async function loggedOn(userId: string, door = ONLINE, ip?: string): Promise<TerminalBrowser> {
  steps += 1
  test.clock.set(SESSION_ONE.add({ seconds: 60 * steps }))
  const browser = new TerminalBrowser(test.node, ip)
  expect((await logOnByApp(test, browser, userId, door)).body).toContain('Log out')
  return browser
}

const later = (minutes: number) => test.clock.set(test.clock.now().add({ minutes }))
const heading = ({ body }: { body: string }) => /<h1[^>]*>([^<]+)/.exec(body)?.[1] ?? body
const idOfOther = ({ body }: { body: string }) => /name="session" value="([^"]+)"/.exec(body)?.[1] ?? ''

describe('requests that no person made (attack 29)', () => {
  it.each([
    ['a script', { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' }],
    ['an image', { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }],
    ['a frame', { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' }],
    ['a prefetch', { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender' }],
  ])('such as those of %s keep no logon session alive, at whatever page', async (_, headers) => {
    const browser = await loggedOn('EWDUSR01')
    for (const path of ['/online', '/online/password', '/online/channels', '/online/sessions', '/online']) {
      later(5)
      expect([path, (await browser.get(path, headers)).status]).toEqual([path, 200])
    }
    later(5)
    expect(heading(await browser.get('/online'))).toBe('Your logon session has ended')
  })

  it('do not move it either way: the button does, and nothing moves its absolute end', async () => {
    const browser = await loggedOn('HLSUSR03')
    await browser.get('/online')
    for (let minutes = 0; minutes < 100; minutes += 25) {
      later(25)
      const stayed = await browser.post('/online/stay', {}, { headers: { 'sec-fetch-dest': 'empty' } })
      expect(JSON.parse(stayed.body)).toMatchObject({
        lives: expect.stringContaining('logon session ends at'),
      })
    }
    test.clock.set(Temporal.Instant.from('2023-06-10T20:10+08:00'))
    const over = await browser.post('/online/stay', {})
    expect([over.status, heading(over)]).toEqual([401, 'Your logon session has ended'])
  })
})

describe('one’s own logon sessions', () => {
  it('are listed with door, times and network, and ended one by one or all at once; each is told why', async () => {
    const reports = await loggedOn('SGCUSR01', '/otp/overnight', '198.51.100.9')
    const browser = await loggedOn('SGCUSR01')
    const listed = await browser.get('/online/sessions')
    for (const fact of ['198.51.100.0/24', '203.0.113.0/24', 'Login with OTP - Overnight Report Download'])
      expect(listed.body).toContain(fact)
    const ended = await browser.submit('/online/sessions/end', { session: idOfOther(listed) })
    expect(ended.body).toContain('The logon session was ended.')
    const told = await reports.get('/overnight')
    expect(told.body).toContain('ended with your User ID from another logon session')
    expect(await liveSessions(test, 'SGCUSR01')).toEqual(['ccms.otp.online'])
    const events = (await eventsOf(test, 'SGCUSR01')).filter(({ kind }) => kind === 'session.ended')
    expect(events.map(({ facts }) => facts['because'])).toEqual(['ended-elsewhere'])
  })

  it('of somebody else are neither shown nor ended, by whatever id', async () => {
    const victim = await loggedOn('MFSUSR01', '/otp/overnight')
    await loggedOn('MFSUSR01')
    const listed = await victim.get('/overnight/sessions')
    const attacker = await loggedOn('LAUUSR01')
    await attacker.get('/online/sessions')
    for (const session of [idOfOther(listed), '00000000-0000-4000-8000-000000000000']) {
      const token = tokenOf(test, attacker, '/online/sessions/end')
      const answer = await attacker.post('/online/sessions/end', { session }, { token })
      expect(answer.location).toBe('/online/sessions?ended=0')
    }
    const all = tokenOf(test, attacker, '/online/sessions/end-others')
    await attacker.post('/online/sessions/end-others', {}, { token: all })
    expect([...(await liveSessions(test, 'MFSUSR01'))].sort()).toEqual([
      'ccms.otp.online',
      'ccms.otp.overnight',
    ])
  })

  it('are never two at a door, however many logons finish at once: the newest lives (attack 30)', async () => {
    const userId = 'TRCUSR01'
    const { password = '', totpSecret = '' } = test.account(userId)
    const browsers = [1, 2, 3].map(() => new TerminalBrowser(test.node))
    for (const browser of browsers) await typePassword(browser, userId, password)
    const passcodes: string[] = []
    for (const _ of browsers) passcodes.push(nextAppCode(test, userId))
    // The clock stands at the last of them, and the one before is still good: two of three may pass.
    await Promise.all(
      browsers.map((browser, n) => browser.post(`${ONLINE}/passcode`, { passcode: passcodes[n] ?? '' })),
    )
    expect(await liveSessions(test, userId)).toEqual(['ccms.otp.online'])
    expect(appCode(totpSecret, test.clock.now())).toBe(passcodes[2])
    const met = await Promise.all(browsers.map(async (browser) => heading(await browser.open('/online'))))
    expect(met.filter((page) => page === 'Function not available')).toHaveLength(1)
  })
})

describe('every page behind a door', () => {
  const behind = () =>
    routesFor(test, 'GET').filter((path) => /^\/(online|overnight|dms\/security)(\/|$)/.test(path))

  it('is kept by no browser, and shows nothing of anybody once logged out (attack 38)', async () => {
    const userId = 'SGCDAM01'
    const browser = await loggedOn(userId, '/dms/otp')
    const mine = behind().filter((path) => path.startsWith('/dms/security'))
    expect(mine.length).toBeGreaterThan(12)
    for (const path of mine)
      expect([path, (await browser.get(path)).headers.get('cache-control')]).toEqual([path, 'no-store'])
    const kept = browser.at(test.node)
    await browser.get('/dms/security/C00105')
    await browser.submit('/dms/security/log-out', {})
    for (const path of mine.filter((one) => !one.endsWith('/logged-out'))) {
      expect([path, (await browser.get(path)).location]).toEqual([path, '/dms/otp'])
      const back = await kept.at(test.node).get(path)
      expect([path, back.status, back.body.includes('Law Chun Hin')]).toEqual([path, 401, false])
    }
  })

  it('shows a hostile name, User ID and User-Agent as text or not at all, and so do its letters (attack 32)', async () => {
    const userId = 'EWDUSR02'
    const { accountId } = test.account(userId)
    const hostile = `"><script>alert(1)</script><img src=x onerror='alert(1)'>{{7*7}}`
    await test.database.write({ as: 'operations' }, async (tx) => {
      const person = tx.selectFrom('account').select('person_id').where('id', '=', accountId)
      await tx.updateTable('person').set({ display_name: hostile }).where('id', '=', person).execute()
      await tx.updateTable('participant').set({ name_en: hostile, name_zh: hostile }).execute()
    })
    const browser = await loggedOn(userId)
    const pages: string[] = []
    const letters = await lettersQueuedBy(test, async () => {
      for (const path of behind().filter((one) => one.startsWith('/online')))
        pages.push((await browser.get(path, { 'user-agent': hostile })).body)
      pages.push((await askNewPassword(browser, hostile)).body)
      pages.push((await askChannel(test, browser, userId, 'replace-app')).body)
      pages.push(
        (await browser.submit('/online/channels/replace-app/passcode', { passcode: hostile.slice(0, 60) }))
          .body,
      )
      await browser.submit('/online/channels/replace-app/passcode/email', {})
      pages.push((await typePassword(new TerminalBrowser(test.node), hostile.slice(0, 60), hostile)).body)
    })
    expect(pages.some((body) => body.includes('&lt;script&gt;alert(1)'))).toBe(true)
    for (const body of pages) expect(body).not.toMatch(/<script>alert|<img src=x/)
    expect(letters.length).toBeGreaterThan(0)
    for (const { text } of letters) expect(text).not.toMatch(/script|onerror|7\*7/)
  })
})
