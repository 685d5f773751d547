import { describe, expect, it } from 'vitest'
import { isFocusOn, type Thing } from './act-on-page.ts'
import { askPage } from './ask-page.ts'
import { freshCode, keysOf } from './deeds.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** Whether what has the focus looks different from what it looks like without; a transparent outline is none. */
function focusIsVisible(t: Terminal): Promise<boolean> {
  return askPage(t, (html): boolean => {
    const focused = html.ownerDocument.activeElement
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
async function tabTo(t: Terminal, thing: Thing): Promise<void> {
  await t.finds(thing)
  for (let stops = 0; stops < 40; stops++) {
    if (await isFocusOn(t.page, thing)) return
    await t.page.keyboard.press('Tab')
    expect(await focusIsVisible(t), `focus at stop ${stops} of ${t.path()}`).toBe(true)
  }
  expect.unreachable('Tab does not lead there')
}

async function typeInto(t: Terminal, label: string, text: string): Promise<void> {
  await tabTo(t, { field: label })
  await t.page.keyboard.type(text)
}

describe('the keyboard alone', () => {
  it('is enough to log on and to log out, and the focus can always be seen', async () => {
    const t = await openTerminal()
    const keys = keysOf(t.demo, 'MFSUSR01')
    await t.goTo('/')
    await tabTo(t, { link: 'Login with OTP - Online Functions' })
    await t.page.keyboard.press('Enter')
    await typeInto(t, 'User ID', keys.userId)
    await typeInto(t, 'Password', keys.password)
    await tabTo(t, { button: 'Continue' })
    await t.page.keyboard.press('Enter')
    await typeInto(t, 'One-time passcode', await freshCode(t.demo, keys.totpSecret))
    await t.page.keyboard.press('Enter')
    await t.sees('Function not available')
    await tabTo(t, { button: 'Log out' })
    await t.page.keyboard.press('Enter')
    await t.misses({ button: 'Log out' })
  })

  it('finds a link that skips to the main content as its first stop', async () => {
    const t = await openTerminal()
    await t.goTo('/')
    await t.page.keyboard.press('Tab')
    const top = await askPage(t, (html) => html.ownerDocument.activeElement.getBoundingClientRect().top)
    expect([await isFocusOn(t.page, { link: 'Skip to main content' }), top >= 0]).toEqual([true, true])
    await t.page.keyboard.press('Enter')
    expect(await isFocusOn(t.page, { css: 'main' })).toBe(true)
    await t.page.keyboard.press('Tab')
    const first = 'Login with Smartcard - Online Functions and Overnight Report Download'
    expect(await isFocusOn(t.page, { link: first })).toBe(true)
  })

  it('begins in the first field of a form, and where something is wrong at the message', async () => {
    const t = await openTerminal()
    await t.goTo('/otp/online')
    await t.draw()
    await expect.poll(() => isFocusOn(t.page, { field: 'User ID' })).toBe(true)
    await t.press('Continue')
    await t.finds({ css: '[role=alert]' })
    await t.draw()
    await expect.poll(() => isFocusOn(t.page, { css: '[role=alert]' })).toBe(true)
    await t.page.keyboard.press('Tab')
    await t.page.keyboard.press('Enter')
    await expect.poll(() => isFocusOn(t.page, { field: 'User ID' })).toBe(true)
  })
})
