import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCode, logOnByApp, logOnByEmail, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { edited } from '../support/programme-samples.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { eventsOf, reasons } from './look-inside.ts'

const hongKong = (text: string) => Temporal.Instant.from(`2023-${text.replace(' ', 'T')}+08:00`)
const PASSCODE = `${ONLINE}/passcode`
const OVERNIGHT = '/otp/overnight'

/** The Online Functions, open at night too, take email only, and from 14 June the app only; overnight reports take both, ever. */
const SOURCE = edited(
  [
    '    leads_to: [ccms.online]\n',
    `    leads_to: [ccms.online]
    channels:
      - { source: assumed, accepted: [email] }
      - { source: assumed, from: 2023-06-14 Wed, accepted: [app] }
`,
  ],
  ['from: 07:30, until: 19:00', 'from: 00:00, until: 24:00'],
  ['finish_within_minutes: 10', 'finish_within_minutes: 1'],
)

let test: TestNode
beforeAll(async () => {
  test = await testNode({ source: SOURCE, at: hongKong('06-12 10:00') })
})
afterAll(() => test.stop())

function isIn({ status, body }: Answer): void {
  expect(status).toBe(200)
  expect(body).toContain('Log out')
  expect(body).not.toContain('Function not available')
}

const passwordOf = (userId: string) => test.account(userId).password ?? ''

describe('a door that takes one OTP channel', () => {
  it('asks for that one, also from who has set up a stronger one', async () => {
    isIn(await logOnByEmail(test, new TerminalBrowser(test.node), 'KTBUSR02'))
    isIn(await logOnByApp(test, new TerminalBrowser(test.node), 'KTBUSR02', OVERNIGHT))
  })

  it('is not passed by a code of the other channel, and who has only that one gets the uniform answer', async () => {
    const browser = new TerminalBrowser(test.node)
    await typePassword(browser, 'KTBUSR02', passwordOf('KTBUSR02'))
    const passcode = appCode(test.account('KTBUSR02').totpSecret ?? '', test.clock.now())
    expect((await browser.submit(PASSCODE, { passcode })).body).not.toContain('Log out')
    await typePassword(new TerminalBrowser(test.node), 'SGCUSR01', passwordOf('SGCUSR01'))
    expect(reasons(await eventsOf(test, 'SGCUSR01'))).toEqual(['channel-refused'])
  })
})

describe('a channel withdrawn in the midst of a logon', () => {
  async function begunAtTheLastSecond(): Promise<{ browser: TerminalBrowser; passcode: string }> {
    test.clock.set(hongKong('06-13 23:59:59'))
    const browser = new TerminalBrowser(test.node)
    const { email = '' } = test.account('KTBUSR02')
    const before = test.mails.filter(({ to }) => to === email).length
    await typePassword(browser, 'KTBUSR02', passwordOf('KTBUSR02'))
    return { browser, passcode: await test.codeSentTo(email, before) }
  }

  it('may be finished with in the time to finish, and opens nothing after it, whatever else he has set up', async () => {
    const { browser, passcode } = await begunAtTheLastSecond()
    test.clock.set(hongKong('06-14 00:00:59'))
    isIn(await browser.submit(PASSCODE, { passcode }))
    test.clock.set(hongKong('06-14 00:25'))
    expect((await browser.get('/online')).body).toContain('Function not available')
  })

  it('is no way in after the time to finish, also for who has set up what is taken now', async () => {
    const { browser, passcode } = await begunAtTheLastSecond()
    test.clock.set(hongKong('06-14 00:01'))
    expect((await browser.submit(PASSCODE, { passcode })).body).not.toContain('Log out')
    expect(reasons(await eventsOf(test, 'KTBUSR02')).at(-1)).toBe('channel-refused')
  })

  it('is refused to who begins after it', async () => {
    test.clock.set(hongKong('06-14 10:00'))
    await typePassword(new TerminalBrowser(test.node), 'KTBUSR01', passwordOf('KTBUSR01'))
    expect(reasons(await eventsOf(test, 'KTBUSR01')).at(-1)).toBe('channel-refused')
    isIn(await logOnByApp(test, new TerminalBrowser(test.node), 'SGCUSR01'))
  })
})
