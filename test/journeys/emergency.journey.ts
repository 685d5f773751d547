import { beforeEach, describe, expect, it } from 'vitest'
import { askPage } from './ask-page.ts'
import { freshCode, keysOf, openDoor, typePassword } from './deeds.ts'
import { DMS, decide, laterOnMonday, numberHere, officer } from './firm-deeds.ts'
import { openTerminal } from './terminal.ts'

beforeEach(laterOnMonday)

const USER = 'QMSUSR02'

describe('A user whose phone is lost', () => {
  it('gets in by digits that his DA reads out, once; a reload of the DA’s page brings none back', async () => {
    const [maker, checker] = [await officer('QMSDAM01', 'dms'), await officer('QMSDAC01', 'dms')]
    const { t } = maker
    await t.goTo(`${DMS}/users/${USER}`)
    await t.follow('Emergency passcode')
    await t.fill('How did you make sure that it is he?', 'In person')
    await t.press('Ask for this change')
    const number = await numberHere(maker)
    await decide(checker, DMS, number, 'Approve')
    await checker.t.reads('Approved and applied.')
    expect(await checker.t.count({ link: 'Show the emergency passcode' })).toBe(0)

    await t.page.reload()
    await t.follow('Show the emergency passcode')
    await t.press('Show it now')
    await t.fill('One-time passcode', await freshCode(t.demo, maker.keys.totpSecret))
    await t.press('Confirm')
    await t.press('Show it now')
    await t.sees('The emergency passcode')
    const digits = await askPage(t, (html) => html.querySelector('.sp-emergency').innerText)
    await t.page.goto(t.page.url())
    await t.sees('Emergency passcode')
    expect(await t.text()).not.toContain(digits)

    const user = await openTerminal()
    for (const letsIn of [true, false]) {
      await openDoor(user, 'online')
      await typePassword(user, keysOf(user.demo, USER))
      await user.fill('One-time passcode', digits)
      await user.press('Log on')
      if (letsIn) {
        await user.finds({ button: 'Log out' })
        await user.press('Log out')
        await user.misses({ button: 'Log out' })
      } else {
        await user.reads(/Reference/)
      }
    }
    await t.goTo(`${DMS}/emergency`)
    await t.reads('Used')
  })
})
