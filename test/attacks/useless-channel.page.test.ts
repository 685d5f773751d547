import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../support/html.ts'
import { appCode, logOnByApp } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { edited } from '../support/programme-samples.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { eventsOf, reasons } from './look-inside.ts'

const hongKong = (text: string) => Temporal.Instant.from(`2023-${text.replace(' ', 'T')}+08:00`)

/** CCMS takes email up to and including 13 June at one door, and never at the other. */
const SOURCE = edited(
  [
    '    leads_to: [ccms.online]\n',
    `    leads_to: [ccms.online]
    channels:
      - { source: assumed, accepted: [email, app] }
      - { source: assumed, from: 2023-06-14 Wed, accepted: [app] }
`,
  ],
  [
    '    leads_to: [ccms.overnight]\n',
    '    leads_to: [ccms.overnight]\n    channels: [{ source: assumed, accepted: [app] }]\n',
  ],
)
const PASSWORD = 'otter-walnut-31-quartz'
const LAST_DAY = hongKong('06-13 10:00')

let test: TestNode
beforeAll(async () => {
  test = await testNode({ source: SOURCE, at: LAST_DAY })
})
afterAll(() => test.stop())

/** To the page where the channel is chosen. */
async function toItsChoice(userId: string, language: 'en' | 'zh-Hant' = 'en') {
  const browser = new TerminalBrowser(test.node)
  const { email = '' } = test.account(userId)
  const before = test.mails.filter(({ to }) => to === email).length
  await browser.open(`/initiation?lang=${language}`)
  await browser.submit('/initiation', { user_id: userId })
  await browser.submit('/initiation/code', { code: await test.codeSentTo(email, before) })
  const passwords = { new_password: PASSWORD, repeat_password: PASSWORD }
  const page = await browser.submit('/initiation/password', passwords)
  return { browser, page: page.body, email }
}

const keyOn = (page: string) => (/sp-key[^>]*>([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '')

async function setUpApp(browser: TerminalBrowser) {
  const secret = keyOn((await browser.submit('/initiation/channel', { channel: 'app' })).body)
  return browser.submit('/initiation/proof', { passcode: appCode(secret, test.clock.now()) })
}

/** What the program took for chosen, in that order. */
async function chosenBy(userId: string) {
  const events = await eventsOf(test, userId)
  return events
    .filter(({ kind }) => kind === 'initiation.channel-chosen')
    .map(({ facts }) => facts['channel'])
}

describe('a channel that no door will take any more', () => {
  it.each([
    ['en', 'It can be used up to and including Tuesday 13 June 2023.'],
    ['zh-Hant', '可使用至2023年6月13日（星期二）（包括當日）。'],
  ] as const)('is offered on its last day, which is said, in %s', async (language, sentence) => {
    test.clock.set(LAST_DAY)
    const { page } = await toItsChoice('HLSUSR01', language)
    expect(textOf(page).split(sentence)).toHaveLength(2)
  })

  it('is not offered from the day after, not as a second one either, and posted it is not set up', async () => {
    test.clock.set(hongKong('06-14 10:00'))
    const { browser, page } = await toItsChoice('HLSUSR01')
    expect(page).toContain('value="app"')
    expect(page).not.toContain('value="email"')
    const refused = await browser.submit('/initiation/channel', { channel: 'email' })
    expect(refused.body).toContain('value="app"')
    const done = await setUpApp(browser)
    expect(done.body).toContain('2FA is set up')
    expect(done.body).not.toContain('Add email')
    expect(await chosenBy('HLSUSR01')).toEqual(['app'])
  })

  it('offered as a second one on its last day is not added on the next', async () => {
    test.clock.set(hongKong('06-13 23:59'))
    const { browser } = await toItsChoice('HLSUSR02')
    const done = await setUpApp(browser)
    expect(textOf(done.body)).toContain('including Tuesday 13 June 2023')
    test.clock.set(hongKong('06-14 00:00'))
    const after = await browser.submit('/initiation/channel/email', {})
    expect(after.body).toContain('2FA is set up')
    expect(after.body).not.toContain('Add email')
    expect(await chosenBy('HLSUSR02')).toEqual(['app'])
  })

  it('chosen on its last day and proven on the next comes not into force, and another may be chosen', async () => {
    test.clock.set(hongKong('06-13 23:59'))
    const { browser, email } = await toItsChoice('NPFUSR01')
    const before = test.mails.filter(({ to }) => to === email).length
    await browser.submit('/initiation/channel', { channel: 'email' })
    const passcode = await test.codeSentTo(email, before)
    test.clock.set(hongKong('06-14 00:00'))
    const refused = await browser.submit('/initiation/proof', { passcode })
    expect(refused.body).toContain('Nothing has been changed')
    expect(refused.body).not.toContain('value="email"')
    expect(reasons(await eventsOf(test, 'NPFUSR01')).at(-1)).toBe('not-offered')
    const app = await browser.submit('/initiation/channel', { channel: 'app' })
    expect(keyOn(app.body)).not.toBe('')
  })

  it('is not added by who is logged on, and on its last day is told to who may', async () => {
    test.clock.set(LAST_DAY)
    const browser = new TerminalBrowser(test.node)
    await logOnByApp(test, browser, 'SGCUSR01')
    expect((await browser.get('/online/channels')).body).toContain('Add email')
    expect(textOf((await browser.get('/online/channels/add-email')).body)).toContain(
      'including Tuesday 13 June',
    )
    test.clock.set(hongKong('06-14 10:00'))
    await logOnByApp(test, browser, 'SGCUSR01')
    expect((await browser.get('/online/channels')).body).not.toContain('Add email')
    expect((await browser.get('/online/channels/add-email')).location).toContain('refused')
  })
})
