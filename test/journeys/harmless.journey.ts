import { describe, expect, it } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import {
  chooseChannel,
  choosePassword,
  freshCode,
  identify,
  type Keys,
  keysOf,
  letterbox,
  logOn,
  logOut,
  PASSWORD,
  typedKey,
  typePassword,
} from './deeds.ts'
import { beLoggedOn } from './plain-visitor.ts'
import { openTerminal, type Terminal } from './terminal.ts'

const SESSIONS = 'select count(*) from logon_session'
/** Without those the demo's locked people begin with. */
const FAILURES = 'select coalesce(sum(failures), 0) as count from attempt_budget where lock_level = 0'

async function guess(t: Terminal, keys: Keys): Promise<void> {
  await t.fill('User ID', keys.userId)
  await t.fill('Password', 'not the right password')
  await t.press('Continue')
  await t.finds({ css: '[role=alert]' })
}

describe('reload', () => {
  it('after a refused password posts nothing again, and the refusal is gone', async () => {
    const t = await openTerminal()
    const keys = keysOf(t.demo, 'SGCDAC01')
    await t.goTo('/dms/otp')
    await guess(t, keys)
    const counted = await t.demo.count(FAILURES)
    expect(counted).toBe(1)
    await t.page.reload()
    await t.finds({ field: 'Password' })
    expect([await t.count({ css: '[role=alert]' }), await t.demo.count(FAILURES)]).toEqual([0, counted])
  })

  it('after a refused passcode posts nothing again, and the right one still lets in', async () => {
    const t = await openTerminal()
    const keys = keysOf(t.demo, 'SGCDAC01')
    await t.goTo('/dms/otp')
    await typePassword(t, keys)
    await t.fill('One-time passcode', '000000')
    await t.press('Log on')
    await t.finds({ css: '[role=alert]' })
    const counted = await t.demo.count(FAILURES)
    await t.page.reload()
    await t.finds({ field: 'One-time passcode' })
    expect([counted, await t.demo.count(FAILURES)]).toEqual([1, 1])
    await t.fill('One-time passcode', await freshCode(t.demo, keys.totpSecret))
    await t.press('Log on')
    await t.sees('Security Management Functions')
    expect(await t.demo.count(FAILURES)).toBe(0)
  })

  it('of each page of an initiation sends no second mail and leaves the person where he is', async () => {
    const t = await openTerminal({ javaScript: false })
    const mail = await letterbox(t.demo, t.demo.account('MFSUSR03').email ?? '')
    await t.goTo('/initiation')
    await identify(t, 'MFSUSR03')
    const code = await mail.nextCode()
    await t.page.reload()
    await t.fill('Code from your email', code)
    await t.press('Continue')
    await t.finds({ field: 'New password' })
    await t.page.reload()
    await choosePassword(t, PASSWORD)
    await t.finds({ field: 'Authenticator app' })
    await t.page.reload()
    await chooseChannel(t, 'app')
    const key = await typedKey(t)
    await t.page.reload()
    expect(await typedKey(t)).toBe(key)
    expect(await mail.count()).toBe(1)
  })
})

describe('back', () => {
  it('from the passcode page leads to User ID and password, which can be typed again', async () => {
    const t = await openTerminal()
    const keys = keysOf(t.demo, 'NPFDAM01')
    await t.goTo('/dms/otp')
    await typePassword(t, keys)
    await t.page.goBack()
    await typePassword(t, keys)
    await t.fill('One-time passcode', await freshCode(t.demo, keys.totpSecret))
    await t.press('Log on')
    await t.sees('Security Management Functions')
  })

  it('after logging on shows that the person is logged on', async () => {
    const t = await openTerminal()
    await logOn(t, keysOf(t.demo, 'MFSDAC01'), 'dms')
    await t.page.goBack()
    await t.sees('Security Management Functions')
    expect(await t.demo.count(SESSIONS)).toBe(1)
  })

  it('after logging out shows nothing of the session, however far', async () => {
    const t = await openTerminal()
    await logOn(t, keysOf(t.demo, 'MFSDAC01'), 'dms')
    await logOut(t)
    expect(await t.demo.count(`${SESSIONS} where ended_at is null`)).toBe(0)
    await t.page.goBack()
    expect(await t.page.content()).not.toContain('Suen Ka Yi')
    await t.page.goBack()
    expect(await t.page.content()).not.toContain('Suen Ka Yi')
  })

  it('in an initiation shows the step it stands at, not one that is over', async () => {
    const t = await openTerminal()
    const mail = await letterbox(t.demo, t.demo.account('BWODAM01').email ?? '')
    await t.goTo('/dms/initiation')
    await identify(t, 'BWODAM01')
    await t.fill('Code from your email', await mail.nextCode())
    await t.press('Continue')
    await choosePassword(t, PASSWORD)
    await chooseChannel(t, 'app')
    const totpSecret = await typedKey(t)
    await t.page.goBack()
    await t.page.goForward()
    expect(await typedKey(t)).toBe(totpSecret)
    await t.fill('One-time passcode', await freshCode(t.demo, totpSecret))
    await t.press('Continue')
    await t.sees('2FA is set up')
    await t.page.goBack()
    await t.sees('2FA is set up')
  })
})

describe('a double click', () => {
  it.each([
    ['or Enter typed twice, with JavaScript', true, typeEnterTwice],
    ['without JavaScript', false, clickTwice],
  ])(
    'on Continue and on Log on sends each once, %s: one mail, one logon session',
    async (_, javaScript, send) => {
      const t = await openTerminal({ javaScript })
      const keys = keysOf(t.demo, 'KTBDAC01')
      const mail = await letterbox(t.demo, keys.email)
      await t.goTo('/dms/otp')
      await t.fill('User ID', keys.userId)
      await t.fill('Password', keys.password)
      await send(t, 'Continue')
      await t.fill('One-time passcode', await mail.nextCode())
      await send(t, 'Log on')
      await t.sees('Security Management Functions')
      expect([await t.demo.count(SESSIONS), await mail.count(), await t.demo.count(FAILURES)]).toEqual([
        1, 1, 0,
      ])
    },
  )
})

describe('a form sent again while the first answer is on its way', () => {
  it('makes one logon session; who lost the answer logs on anew and has one again', async () => {
    const t = await openTerminal({ javaScript: false })
    const keys = keysOf(t.demo, 'KTBDAM01')
    await t.goTo('/dms/otp')
    await typePassword(t, keys)
    await t.fill('One-time passcode', await freshCode(t.demo, keys.totpSecret))
    await whileBudgetsWait(t, async () => {
      for (let times = 0; times < 2; times++) {
        const posted = t.page.waitForRequest((request) => request.method() === 'POST')
        await t.page.keyboard.press('Enter')
        await posted
      }
    })
    await t.finds({ field: 'Password' })
    expect(await t.demo.count(SESSIONS)).toBe(1)
    await logOn(t, keys, 'dms')
    expect(await t.demo.count(`${SESSIONS} where ended_at is null`)).toBe(1)
  })
})

/** As a hand does it on a slow day: the second click comes while the first one's answer is still being worked out. */
async function clickTwice(t: Terminal, button: string): Promise<void> {
  const { x, y } = await t.placeOf(button)
  await sendTwice(t, () => t.page.mouse.click(x, y))
}

async function typeEnterTwice(t: Terminal): Promise<void> {
  await sendTwice(t, () => t.page.keyboard.press('Enter'))
}

function sendTwice(t: Terminal, send: () => Promise<void>): Promise<void> {
  return whileBudgetsWait(t, async () => {
    const posted = t.page.waitForRequest((request) => request.method() === 'POST')
    await send()
    await posted
    await send()
  })
}

/** Holds every answer that needs the budget of tries back until `work` is done. */
function whileBudgetsWait(t: Terminal, work: () => Promise<void>): Promise<void> {
  return withClient(t.demo.directory.SALLYPORT_DATABASE_URL, async (client) => {
    await client.query('begin')
    await client.query('lock table attempt_budget in exclusive mode')
    await work()
    await client.query('commit')
  })
}

describe('a page left open too long', () => {
  it('says what to do: a logon after 15 minutes', async () => {
    const t = await openTerminal()
    const keys = keysOf(t.demo, 'EWDDAM01')
    await t.goTo('/dms/otp')
    await typePassword(t, keys)
    await t.demo.clock.set(t.demo.clock.now().add({ minutes: 20 }))
    await t.fill('One-time passcode', await freshCode(t.demo, keys.totpSecret))
    await t.press('Log on')
    await t.follow('Begin again')
    await t.finds({ field: 'Password' })
    expect([t.path(), await t.demo.count(SESSIONS), await t.demo.count(FAILURES)]).toEqual(['/dms/otp', 0, 0])
  })

  it('says what to do: a mailed code after 10 minutes, and an initiation after 30', async () => {
    const t = await openTerminal()
    const mail = await letterbox(t.demo, t.demo.account('EWDDAC01').email ?? '')
    await t.goTo('/dms/initiation')
    await identify(t, 'EWDDAC01')
    const code = await mail.nextCode()
    await t.demo.clock.set(t.demo.clock.now().add({ minutes: 20 }))
    await t.fill('Code from your email', code)
    await t.press('Continue')
    await t.page
      .getByRole('alert')
      .getByText(/ask for another/)
      .waitFor()
    await t.demo.clock.set(t.demo.clock.now().add({ minutes: 11 }))
    await t.fill('Code from your email', code)
    await t.press('Continue')
    await t.follow('Begin again')
    await t.finds({ field: 'User ID' })
  })

  it('says what to do: a logon session after 15 minutes without use', async () => {
    const t = await openTerminal()
    await beLoggedOn(t, keysOf(t.demo, 'CLBDAC01'), 'dms')
    await t.demo.clock.set(t.demo.clock.now().add({ minutes: 20 }))
    await t.page.reload()
    await t.reads('It was not used for a while. Log on again to go on.')
    expect(await t.count({ button: 'Log out' })).toBe(0)
  })

  it('whose cookies have gone says what to do, and does nothing', async () => {
    const t = await openTerminal()
    const keys = keysOf(t.demo, 'CLBDAC01')
    await t.goTo('/dms/otp')
    await t.page.context().clearCookies()
    await t.fill('User ID', keys.userId)
    await t.fill('Password', keys.password)
    await t.press('Continue')
    await t.reads('cookies must be allowed')
    expect(await t.demo.count('select count(*) from sign_in_attempt')).toBe(0)
  })
})
