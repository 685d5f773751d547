import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { freshCode, keysOf } from './deeds.ts'
import { openTerminal, type Terminal } from './terminal.ts'

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => node === node.ownerDocument.activeElement)

/** Whether what has the focus looks different from what it looks like without; a transparent outline is none. */
function focusIsVisible(t: Terminal): Promise<boolean> {
  return t.page.locator(':focus').evaluate((focused) => {
    const look = () =>
      [null, '::after'].map((part) => {
        const style = focused.ownerDocument.defaultView.getComputedStyle(focused, part)
        const { outlineStyle, outlineColor, boxShadow, backgroundColor } = style
        const outlined = outlineStyle !== 'none' && !outlineColor.endsWith(', 0)')
        return [outlined, boxShadow, backgroundColor]
      })
    const withFocus = JSON.stringify(look())
    focused.blur()
    const without = JSON.stringify(look())
    focused.focus({ focusVisible: true })
    return withFocus !== without
  })
}

/** Presses Tab until it is there; wherever the focus rests on the way, it can be seen. */
async function tabTo(t: Terminal, element: Locator): Promise<void> {
  await element.waitFor()
  for (let stops = 0; stops < 40; stops++) {
    if (await isFocused(element)) return
    await t.page.keyboard.press('Tab')
    expect(await focusIsVisible(t), `focus at stop ${stops} of ${t.path()}`).toBe(true)
  }
  expect.unreachable('Tab does not lead there')
}

async function typeInto(t: Terminal, label: string, text: string): Promise<void> {
  await tabTo(t, t.field(label))
  await t.page.keyboard.type(text)
}

describe('the keyboard alone', () => {
  it('is enough to log on and to log out, and the focus can always be seen', async () => {
    const t = await openTerminal()
    const keys = keysOf(t.demo, 'MFSUSR01')
    await t.goTo('/')
    await tabTo(t, t.link('Login with OTP - Online Functions'))
    await t.page.keyboard.press('Enter')
    await typeInto(t, 'User ID', keys.userId)
    await typeInto(t, 'Password', keys.password)
    await tabTo(t, t.button('Continue'))
    await t.page.keyboard.press('Enter')
    await typeInto(t, 'One-time passcode', await freshCode(t.demo, keys.totpSecret))
    await t.page.keyboard.press('Enter')
    await t.sees('Function not available')
    await tabTo(t, t.button('Log out'))
    await t.page.keyboard.press('Enter')
    await t.button('Log out').waitFor({ state: 'detached' })
  })

  it('finds a link that skips to the main content as its first stop', async () => {
    const t = await openTerminal()
    await t.goTo('/')
    const skip = t.link('Skip to main content')
    await t.page.keyboard.press('Tab')
    expect([
      await isFocused(skip),
      await skip.evaluate((link) => link.getBoundingClientRect().top >= 0),
    ]).toEqual([true, true])
    await t.page.keyboard.press('Enter')
    expect(await isFocused(t.page.getByRole('main'))).toBe(true)
    await t.page.keyboard.press('Tab')
    const first = 'Login with Smartcard - Online Functions and Overnight Report Download'
    expect(await isFocused(t.link(first))).toBe(true)
  })

  it('begins in the first field of a form, and where something is wrong at the message', async () => {
    const t = await openTerminal()
    await t.goTo('/otp/online')
    await t.field('User ID').waitFor()
    await expect.poll(() => isFocused(t.field('User ID'))).toBe(true)
    await t.press('Continue')
    const alert = t.page.getByRole('alert')
    await alert.waitFor()
    await expect.poll(() => isFocused(alert)).toBe(true)
    await alert.getByRole('link').first().press('Enter')
    await expect.poll(() => isFocused(t.field('User ID'))).toBe(true)
  })
})
