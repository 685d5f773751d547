import { describe, expect, it } from 'vitest'
import { actOn } from './act-on-page.ts'
import { askPage, type Root } from './ask-page.ts'
import { atSize, brokenPromises, partsOf, SeenParts, violations } from './look-at-page.ts'
import { NARROW, openTerminal } from './terminal.ts'

describe('the look at every page', () => {
  it('finds what was broken in one: contrast, words, ids, what an id leads to, and its width', async () => {
    const t = await openTerminal()
    await t.goTo('/otp/online')
    const seen = new SeenParts()
    const all = seen.addNew(await partsOf(t, 'body *'))
    expect([
      all.length > 50,
      await violations(t, all),
      await atSize(t, NARROW, () => brokenPromises(t, 'en')),
    ]).toEqual([true, [], []])
    await t.page.reload()
    expect(seen.addNew(await partsOf(t, 'body *')), 'the same page again').toEqual([])

    await askPage(t, (html) => {
      const [main, label, button] = ['main', 'main label', 'main button'].map((one) =>
        html.querySelector(one),
      )
      main.style.setProperty('width', '700px')
      label.style.setProperty('color', '#eee')
      label.htmlFor = 'nowhere'
      button.textContent = ' '
      button.id = main.id
    })
    const style = await askPage(t, (html) => html.querySelector('main label').style.color)
    expect(style).not.toBe('')
    const parts = seen.addNew(await partsOf(t, 'body *'))
    expect(parts.length > 0 && parts.length < all.length, 'an attribute more').toBe(true)
    expect((await violations(t, parts)).join('\n')).toMatch(/^color-contrast: .*for="nowhere"/m)
    const broken = (await atSize(t, NARROW, () => brokenPromises(t, 'en'))).join('\n')
    expect(broken).toMatch(/has no label of its own/)
    expect(broken).toMatch(/no words in <button/)
    expect(broken).toMatch(/two things are called #main/)
    expect(broken).toMatch(/nothing is called #nowhere/)
    expect(broken).toMatch(/\d+ pixels wide on 320/)
  })
})

describe('a deed', () => {
  it('is not done to what a person could not use: covered, disabled, hidden, or one of two', async () => {
    const t = await openTerminal()
    await t.goTo('/otp/online')
    const pressedWhere = async (change: (button: Root) => void) => {
      await t.page.reload()
      await t.page.evaluate(`(${change})(document.querySelector('main button'))`)
      return actOn(t.page, 'press', { button: 'Continue' })
    }
    expect([
      await pressedWhere((button) => button.ownerDocument.body.setAttribute('inert', '')),
      await pressedWhere((button) => {
        button.disabled = true
      }),
      await pressedWhere((button) => {
        button.style.display = 'none'
      }),
      await pressedWhere((button) => button.after(button.cloneNode(true))),
      await pressedWhere((button) =>
        button.form.addEventListener('submit', (event: Event) => event.preventDefault()),
      ),
    ]).toEqual(['covered', 'disabled', 'missing', 'more than one', 'done'])
    expect([t.path(), await t.count({ css: '[role=alert]' })]).toEqual(['/otp/online', 0])
    await t.page.reload()
    expect(await actOn(t.page, 'press', { button: 'Continue' })).toBe('leads away')
    await t.finds({ css: '[role=alert]' })
  })
})
