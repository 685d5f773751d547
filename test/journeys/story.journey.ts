import { describe, expect, it } from 'vitest'
import { askPage } from './ask-page.ts'
import {
  chooseChannel,
  choosePassword,
  freshCode,
  identify,
  letterbox,
  logOn,
  logOut,
  PASSWORD,
  setUp,
  typedKey,
  typePassword,
} from './deeds.ts'
import { beSetUp } from './plain-visitor.ts'
import { openTerminal } from './terminal.ts'

const MONDAY_MORNING = Temporal.Instant.from('2023-06-12T07:30+08:00')

describe('Saturday 10 June 2023, 18:05', () => {
  it('lets a user set up 2FA with an authenticator app, log on, read Function not available, and log out', async () => {
    const t = await openTerminal()
    const { email = '' } = t.demo.account('HLSUSR01')
    const mail = await letterbox(t.demo, email)

    await t.goTo('/')
    await t.reads('On-line Session at Primary Data Centre (Session 1)')
    await t.follow('Login with OTP - Online Functions')
    await t.follow('Initiation of 2FA')
    await t.fill('User ID', 'hlsusr01')
    await t.press('Continue')
    await t.fill('Code from your email', await mail.nextCode())
    await t.press('Continue')
    await t.fill('New password', PASSWORD)
    await t.fill('Repeat new password', PASSWORD)
    await t.press('Continue')
    await t.use({ field: 'Authenticator app' })
    await t.press('Continue')
    const totpSecret = await typedKey(t)
    await t.fill('One-time passcode', await freshCode(t.demo, totpSecret))
    await t.press('Continue')
    await t.sees('2FA is set up')

    await t.goTo('/')
    await t.follow('Login with OTP - Online Functions')
    await t.fill('User ID', 'HLSUSR01')
    await t.fill('Password', PASSWORD)
    await t.press('Continue')
    await t.fill('One-time passcode', await freshCode(t.demo, totpSecret))
    await t.press('Log on')
    await t.sees('Function not available')
    await t.reads('You are logged on. The connectivity test is complete.')
    await t.press('Log out')

    await t.misses({ button: 'Log out' })
    await t.page.goBack()
    expect(await t.text()).not.toContain('Cheung Man Tik')
  })

  it('lets a user do the same in Chinese by email, on a phone without JavaScript, for the overnight reports', async () => {
    const t = await openTerminal({ language: 'zh-Hant', phone: true, javaScript: false })
    const mail = await letterbox(t.demo, t.demo.account('HLSUSR02').email ?? '')

    await t.goTo('/')
    expect(await askPage(t, (html) => html.lang)).toBe('zh-Hant')
    await t.follow('以一次性密碼登入 - 隔夜報告下載')
    await t.follow('啟動雙重認證')
    await identify(t, 'HLSUSR02')
    await t.fill('電郵驗證碼', await mail.nextCode())
    await t.press('繼續')
    await choosePassword(t, PASSWORD)
    await chooseChannel(t, 'email')
    await t.fill('一次性密碼', await mail.nextCode())
    await t.press('繼續')
    await t.sees('雙重認證已設定')

    await t.goTo('/')
    await t.follow('以一次性密碼登入 - 隔夜報告下載')
    await typePassword(t, { userId: 'HLSUSR02', password: PASSWORD })
    await t.fill('一次性密碼', await mail.nextCode())
    await t.press('登入')
    await t.sees('功能暫不提供')
    await t.reads('閣下已登入。連線測試已完成。')
    await logOut(t)
  })

  it.each([
    ['in English by authenticator app', 'HLSDAM01', 'en', 'app'],
    ['in Chinese by email', 'TRCDAM01', 'zh-Hant', 'email'],
  ] as const)(
    'lets a Delegated Administrator do the same in DMS, %s',
    async (_, userId, language, channel) => {
      const t = await openTerminal({ language })
      const keys = await setUp(t, userId, 'dms', channel)
      await logOn(t, keys, 'dms')
      await t.sees(t.words.functions.dms)
      await t.reads(t.words.testComplete)
      await logOut(t)
    },
  )
})

describe('Monday 12 June 2023, 07:30', () => {
  it('lets the user and the Delegated Administrator log on with what they set up on Saturday, and the functions are open', async () => {
    const [user, administrator] = [await openTerminal(), await openTerminal()]
    const userKeys = await beSetUp(user, 'NPFUSR01', 'online', 'app')
    const administratorKeys = await beSetUp(administrator, 'OVGDAM01', 'dms', 'email')
    await user.demo.clock.set(MONDAY_MORNING)

    await logOn(user, userKeys, 'online')
    await user.sees('Online Functions')
    await logOn(administrator, administratorKeys, 'dms')
    await administrator.sees('Security Management Functions')

    for (const t of [user, administrator]) {
      expect(await askPage(t, (html) => html.querySelector('body').innerText)).not.toMatch(
        /Function not available|Test session/i,
      )
      await logOut(t)
    }
  })
})
