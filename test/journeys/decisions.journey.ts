import { beforeEach, describe, expect, it } from 'vitest'
import { askForAddress, DMS, decide, laterOnMonday, type Officer, officer, press } from './firm-deeds.ts'
import type { Terminal } from './terminal.ts'

beforeEach(laterOnMonday)

/** A maker, and a checker who has decided once and so need not give a passcode for a while. */
async function makerAndChecker(): Promise<readonly [Officer, Officer]> {
  const [maker, checker] = [await officer('QMSDAM01', 'dms'), await officer('QMSDAC01', 'dms')]
  const number = await askForAddress(maker, 'QMSUSR03', newAddress())
  await decide(checker, DMS, number, 'Approve')
  await checker.t.reads('Approved and applied.')
  return [maker, checker]
}

let addresses = 0
const newAddress = () => `address${++addresses}@quarrymoon.example`

function decisions(t: Terminal, number: string): Promise<number> {
  return t.demo.count(
    "select count(*) from audit_event where kind = 'request.applied' and facts->>'request' = $1",
    number,
  )
}

describe('A request’s page in the hands of people', () => {
  it('takes one decision from two tabs, from the page that Back shows, and from a double click', async () => {
    const [maker, { t, keys }] = await makerAndChecker()
    const one = await askForAddress(maker, 'QMSUSR04', newAddress())
    const second = await t.secondTab()
    for (const tab of [t, second]) await tab.goTo(`${DMS}/requests/${one}`)
    await press({ t, keys }, 'Approve')
    await t.reads('Approved and applied.')
    await second.press('Approve')
    await second.reads('It has been decided, or ended, already.')

    await t.page.goBack()
    await t.reads('Applied')
    expect(await t.count({ button: 'Approve' }), 'Back shows how it stands').toBe(0)

    const two = await askForAddress(maker, 'QMSUSR05', newAddress())
    await t.goTo(`${DMS}/requests/${two}`)
    await t.doubleClick('Approve')
    await t.reads(/Approved and applied\.|It has been decided, or ended, already\./)
    expect([await decisions(t, one), await decisions(t, two)]).toEqual([1, 1])
  })

  it('decides on nothing else than what it showed: a changed fingerprint, and a user who changed meanwhile', async () => {
    const [maker, { t }] = await makerAndChecker()
    const [one, two] = [
      await askForAddress(maker, 'QMSUSR06', newAddress()),
      await askForAddress(maker, 'QMSUSR06', newAddress()),
    ]
    await t.goTo(`${DMS}/requests/${one}`)
    await t.page
      .locator('input[name=digest]')
      .evaluate((input) => input.setAttribute('value', '00'.repeat(32)))
    await t.press('Approve')
    await t.reads('What you were shown is not what the request says. Look at it again.')

    const late = await t.secondTab()
    await late.goTo(`${DMS}/requests/${two}`)
    await t.goTo(`${DMS}/requests/${one}`)
    await t.press('Approve')
    await t.reads('Approved and applied.')
    await late.press('Approve')
    await late.reads('What it would change has changed since it was asked for.')
    expect([await decisions(t, one), await decisions(t, two)]).toEqual([1, 0])
  })

  it('decides on nothing once its page is older than the logon session', async () => {
    const [maker, { t }] = await makerAndChecker()
    const number = await askForAddress(maker, 'QMSUSR07', newAddress())
    await t.goTo(`${DMS}/requests/${number}`)
    await t.demo.clock.set(t.demo.clock.now().add({ minutes: 31 }))
    await t.press('Approve')
    await t.misses({ button: 'Approve' })
    expect(await decisions(t, number)).toBe(0)
  })

  it('is not found under another firm’s code, nor another firm’s number under one’s own', async () => {
    const [maker, { t }] = await makerAndChecker()
    const number = await askForAddress(maker, 'QMSUSR08', newAddress())
    const other = await officer('KTBDAM01', 'dms')
    const seen: string[] = []
    const places: readonly (readonly [Terminal, string])[] = [
      [other.t, `/dms/security/C00102/requests/${number}`],
      [other.t, `${DMS}/requests/${number}`],
      [other.t, `${DMS}/users/QMSUSR08`],
      [other.t, `${DMS}/emails/emails.csv`],
      [other.t, '/dms/security/C00102/users/QMSUSR08'],
      [t, `/dms/security/C00102/requests/${number}`],
      [t, '/dms/security/C99999'],
      [t, `${DMS}/requests/R-999999`],
    ]
    for (const [who, path] of places) {
      const answer = await who.page.goto(path)
      seen.push(`${answer?.status()}`)
      expect(await who.text(), path).not.toMatch(/QMSUSR|Quarry Moon|quarrymoon/)
    }
    expect(new Set(seen)).toEqual(new Set(['404']))
  })
})
