import { describe, expect, it } from 'vitest'
import { askPage } from './ask-page.ts'
import { freshCode, identify, keysOf, openDoor, typePassword } from './deeds.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import { wordsIn } from './words.ts'

const langOf = (t: Terminal) => askPage(t, (html) => html.lang)

/** Follows the language link and waits until the page is there in that language. */
async function change(t: Terminal, name: '繁體中文' | 'English'): Promise<void> {
  await t.follow(name)
  await t.finds({ css: `html[lang=${name === 'English' ? 'en' : 'zh-Hant'}]` })
}

describe('the language', () => {
  it('is the one the browser asks for, until a link or ?lang= says otherwise, and is then remembered', async () => {
    const t = await openTerminal({ language: 'zh-Hant' })
    await t.goTo('/')
    expect(await langOf(t)).toBe('zh-Hant')
    await t.goTo('/dms?lang=en')
    expect(await langOf(t)).toBe('en')
    await t.goTo('/otp/online')
    expect(await langOf(t)).toBe('en')
    await t.goTo('/?lang=zh-Hant')
    await t.goTo('/initiation')
    expect(await langOf(t)).toBe('zh-Hant')
  })

  it('changes by a link on every page of a logon, and the person stays where he was', async () => {
    const t = await openTerminal()
    const keys = keysOf(t.demo, 'EWDUSR01')
    const zh = wordsIn['zh-Hant']
    await openDoor(t, 'online')
    await change(t, '繁體中文')
    expect(t.path()).toBe('/otp/online')
    await t.finds({ field: zh.password })
    await change(t, 'English')
    await typePassword(t, keys)
    await change(t, '繁體中文')
    await t.fill(zh.passcode, await freshCode(t.demo, keys.totpSecret))
    await t.press(zh.logOn)
    await t.sees(zh.notAvailable)
    await t.reads(zh.testComplete)
    await change(t, 'English')
    await t.sees('Function not available')
    await t.reads('You are logged on. The connectivity test is complete.')
  })

  it('changes by a link on a page that was the answer to a form, and leads back to the page of that form', async () => {
    const t = await openTerminal()
    await t.goTo('/initiation')
    await identify(t, 'NPFDAC01')
    await t.finds({ field: 'Code from your email' })
    await t.press('Continue')
    await t.finds({ css: '[role=alert]' })
    await change(t, '繁體中文')
    await t.finds({ field: '電郵驗證碼' })
    expect(await t.count({ css: '[role=alert]' })).toBe(0)
  })

  it('of the whole page is Chinese where it is said to be, but for names and the sentence that the English prevails', async () => {
    const t = await openTerminal({ language: 'zh-Hant' })
    for (const path of [
      '/',
      '/dms',
      '/otp/online',
      '/otp/overnight',
      '/initiation',
      '/dms/otp',
      '/dms/initiation',
      '/ops',
      '/ops/otp',
      '/ops/initiation',
      '/connect/initiation',
    ]) {
      await t.goTo(path)
      expect(await t.text(), path).not.toMatch(/\b(the|your|is|of|and|to)\b/i)
      await t.reads(t.words.englishPrevails)
      await t.reads('If there is any conflict, the English text prevails.')
    }
  })
})
