import { describe, expect, it } from 'vitest'
import { theDemo } from '../support/demo-for-journeys.ts'
import { appCode } from '../support/journeys.ts'
import { identify, keysOf, letterbox, typePassword } from './deeds.ts'
import { beLoggedOn } from './plain-visitor.ts'
import { openTerminal } from './terminal.ts'

const MONDAY = '2023-06-12T07:30+08:00'

describe('the demo clock', () => {
  it('is moved by a milestone of its bar, and the page comes back as it is then', async () => {
    const t = await openTerminal()
    await t.goTo('/dms')
    await t.use({ css: '.sp-clock summary' })
    await t.press('On-line Session at Primary Data Centre (Session 1): end')
    await t.reads('Demo clock: 20:00 on Saturday 10 June 2023')
    await t.misses({ link: t.words.doors.dms })
    expect(t.path()).toBe('/dms')
    await t.demo.clock.set(t.demo.clock.now())
  })

  it('is moved to any minute by the form of its bar, without JavaScript too', async () => {
    const t = await openTerminal({ javaScript: false })
    await t.goTo('/')
    await t.use({ css: '.sp-clock summary' })
    await t.fill('Another date and time', '2023-06-12T08:15')
    await t.press('Set the clock')
    await t.reads('Demo clock: 08:15 on Monday 12 June 2023')
    await t.demo.clock.set(t.demo.clock.now())
  })

  it('put back in time ends every logon session and every attempt', async () => {
    const loggedOn = await openTerminal()
    await beLoggedOn(loggedOn, keysOf(loggedOn.demo, 'EWDUSR02'), 'online')
    await loggedOn.demo.clock.set(Temporal.Instant.from('2023-06-10T18:01+08:00'))
    await loggedOn.page.reload()
    await loggedOn.misses({ button: 'Log out' })
    await loggedOn.finds({ field: 'Password' })
    expect(await loggedOn.demo.count('select count(*) from logon_session')).toBe(0)
  })

  it('put back in time lets a passcode of that time be used again', async () => {
    const demo = await theDemo()
    const keys = keysOf(demo, 'MFSDAM01')
    for (const at of ['2023-06-10T19:00:02+08:00', '2023-06-10T19:00:01+08:00'].map(Temporal.Instant.from)) {
      await demo.clock.set(at)
      const t = await openTerminal()
      await t.goTo('/dms/otp')
      await typePassword(t, keys)
      await t.fill('One-time passcode', appCode(keys.totpSecret, at))
      await t.press('Log on')
      await t.sees('Security Management Functions')
    }
  })

  it('is the time of the mailbox', async () => {
    const t = await openTerminal()
    await t.demo.clock.set(Temporal.Instant.from(MONDAY))
    const { email = '' } = t.demo.account('CLBUSR03')
    const mail = await letterbox(t.demo, email)
    await t.goTo('/initiation')
    await identify(t, 'CLBUSR03')
    await mail.nextCode()
    const [newest] = await t.demo.mailTo(email)
    expect(newest).toMatchObject({
      at: expect.stringMatching(/^2023-06-12T07:3\d:\d\d(\.\d+)?\+08:00$/),
      to: email,
    })
    expect(Object.keys(newest ?? {})).toEqual(['at', 'to', 'subject', 'text'])
    expect(newest?.text.match(/\d{6,}/g)).toHaveLength(1)
  })

  it('answers with the time it was set to, which may be written in any offset', async () => {
    const { http, clock } = await theDemo()
    const answer = await http.post('/demo/clock', { data: { at: '2023-06-11T23:30:00Z' } })
    expect([answer.status(), await answer.json()]).toEqual([200, { at: '2023-06-12T07:30:00+08:00' }])
    await clock.set(Temporal.Instant.from(MONDAY))
  })

  it.each([
    ['no time', '{}'],
    ['no JSON', 'at=2023'],
    ['no such day', '{"at":"2023-06-31T18:05+08:00"}'],
    ['a time without its offset', '{"at":"2023-06-10T18:05"}'],
    ['a number', '{"at":1686391500}'],
    ['a zone in place of an offset only', '{"at":"2023-06-10T18:05[Asia/Hong_Kong]"}'],
    ['too much', JSON.stringify({ at: '2023-06-10T18:05+08:00', more: 'x'.repeat(5000) })],
  ])('given %s stays as it is and says with 400 what it wants', async (_, data) => {
    const { http, clock, urls } = await theDemo()
    const answer = await http.post('/demo/clock', { data, headers: { 'content-type': 'application/json' } })
    expect([answer.status(), await answer.json()]).toEqual([
      400,
      { error: 'at must be an ISO time with its offset, such as 2023-06-10T18:05+08:00' },
    ])
    expect(
      await (await http.get(`${urls.primary}/`, { headers: { 'accept-language': 'en' } })).text(),
    ).toMatch(
      clock.now().toZonedDateTimeISO('Asia/Hong_Kong').toPlainTime().toString({ smallestUnit: 'minute' }),
    )
  })
})
