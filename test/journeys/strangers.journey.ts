import { describe, expect, it } from 'vitest'
import { askPage } from './ask-page.ts'
import { freshCode, identify, keysOf, letterbox, typePassword } from './deeds.ts'
import { beLoggedOn } from './plain-visitor.ts'
import { openTerminal, type Terminal } from './terminal.ts'

async function typeAndBeRefused(t: Terminal, label: string, code: string, button: string): Promise<void> {
  await t.fill(label, code)
  await t.press(button)
  await t.finds({ css: '[role=alert]' })
  expect(await askPage(t, (html) => html.querySelector('[role=alert]').innerText)).toMatch(
    /Reference: [A-Z]{3}-[A-Z]{3}-[A-Z]{3}/,
  )
}

describe('a second browser', () => {
  it('can not use the code of an initiation that the first one began, and takes nothing from it', async () => {
    const [first, second] = [await openTerminal(), await openTerminal()]
    const mail = await letterbox(first.demo, first.demo.account('TRCUSR02').email ?? '')
    await first.goTo('/initiation')
    await identify(first, 'TRCUSR02')
    const code = await mail.nextCode()

    await second.goTo('/initiation')
    await identify(second, 'TRCUSR02')
    await second.finds({ field: 'Code from your email' })
    for (let tries = 0; tries < 6; tries++)
      await typeAndBeRefused(second, 'Code from your email', code, 'Continue')

    await first.fill('Code from your email', code)
    await first.press('Continue')
    await first.finds({ field: 'New password' })
  })

  it('can not use the passcode mailed for a logon that the first one began', async () => {
    const [first, second] = [await openTerminal(), await openTerminal()]
    const keys = keysOf(first.demo, 'CLBUSR01')
    const mail = await letterbox(first.demo, keys.email)
    await first.goTo('/otp/online')
    await typePassword(first, keys)
    const passcode = await mail.nextCode()

    await second.goTo('/otp/online')
    await typePassword(second, keys)
    await typeAndBeRefused(second, 'One-time passcode', passcode, 'Log on')

    await first.fill('One-time passcode', passcode)
    await first.press('Log on')
    await first.sees('Function not available')
  })

  it('without the first step is led to it, whatever page it asks for', async () => {
    const t = await openTerminal()
    for (const path of [
      '/otp/online/passcode',
      '/initiation/step',
      '/initiation/channel',
      '/dms/otp/passcode',
    ]) {
      await t.goTo(path)
      await t.reads(/Begin again/)
      expect(await t.count({ css: 'main input' }), path).toBe(0)
    }
    for (const [path, door] of [
      ['/online', '/otp/online'],
      ['/overnight', '/otp/overnight'],
      ['/dms/security', '/dms/otp'],
    ] as const) {
      await t.goTo(path)
      expect(t.path()).toBe(door)
    }
  })

  it('that logs on at the same door ends the session of the first one, which is told so', async () => {
    const [first, second] = [await openTerminal(), await openTerminal()]
    const keys = keysOf(first.demo, 'SGCUSR01')
    await beLoggedOn(first, keys, 'online')
    await beLoggedOn(second, keys, 'online')
    await first.page.reload()
    await first.reads('You logged on elsewhere')
    await second.page.reload()
    await second.sees('Function not available')
  })

  it('that logs on at the other door does not', async () => {
    const [first, second] = [await openTerminal(), await openTerminal()]
    const keys = keysOf(first.demo, 'SGCUSR01')
    await beLoggedOn(first, keys, 'online')
    await beLoggedOn(second, keys, 'overnight')
    await first.page.reload()
    await first.sees('Function not available')
  })
})

describe('two tabs of one browser', () => {
  it('with the same person end in one logon session, whichever is finished', async () => {
    const one = await openTerminal()
    const other = await one.secondTab()
    const keys = keysOf(one.demo, 'KTBDAM01')
    for (const tab of [one, other]) {
      await tab.goTo('/dms/otp')
      await typePassword(tab, keys)
    }
    await one.fill('One-time passcode', await freshCode(one.demo, keys.totpSecret))
    await one.press('Log on')
    await one.sees('Security Management Functions')
    await other.fill('One-time passcode', '123456')
    await other.press('Log on')
    await other.misses({ field: 'One-time passcode' })
    await one.page.reload()
    await one.sees('Security Management Functions')
    const live = 'select count(*) from logon_session where ended_at is null'
    expect(await one.demo.count(live)).toBe(1)
  })

  it('with two people never let in one by the passcode of the other', async () => {
    const one = await openTerminal()
    const other = await one.secondTab()
    const [keys, others] = [keysOf(one.demo, 'SGCUSR01'), keysOf(one.demo, 'TRCUSR01')]
    await one.goTo('/otp/online')
    await typePassword(one, keys)
    await other.goTo('/otp/online')
    await typePassword(other, others)
    await typeAndBeRefused(one, 'One-time passcode', await freshCode(one.demo, keys.totpSecret), 'Log on')
    expect(await one.demo.count('select count(*) from logon_session')).toBe(0)
  })
})
