import { beforeEach, describe, expect, it, vi } from 'vitest'
import { setUp } from './deeds.ts'
import {
  askForAddress,
  DMS,
  decide,
  fileDa3,
  laterOnMonday,
  numberHere,
  type Officer,
  officer,
  press,
  uploadAddresses,
} from './firm-deeds.ts'
import { PlainVisitor } from './plain-visitor.ts'
import { openTerminal } from './terminal.ts'

const WITHOUT = Array.from({ length: 25 }, (_, index) => `QMSUSR${index + 16}`)
const addressOf = (userId: string) => `${userId.toLowerCase()}@quarrymoon.example`
const LAST = 'QMSUSR40'
/** Nobody has this mailbox: its server says so. */
const MISTYPED = 'nobody@quarrymoon.example'

beforeEach(laterOnMonday)

/** What stands in the row of a table that tells of this. */
function cellsOf({ t }: Officer, table: string, about: string): Promise<string[]> {
  const rows = t.page.getByRole('table', { name: table }).getByRole('row')
  return rows.filter({ hasText: about }).locator('th, td').allInnerTexts()
}

async function overviewSays({ t }: Officer, text: string): Promise<void> {
  await t.goTo(DMS)
  await t.reads(text)
}

async function addressesShow({ t }: Officer, query: string, text: string): Promise<void> {
  await vi.waitFor(
    async () => {
      await t.goTo(`${DMS}/emails?${query}`)
      expect(await t.text()).toContain(text)
    },
    { timeout: 30_000, interval: 200 },
  )
}

describe('A firm with 40 users, 25 of them without a registered email', () => {
  it('is made ready in one sitting: a file with errors, mended, checked, one address that bounces, and 25 initiations', async () => {
    const [maker, checker] = [await officer('QMSDAM01', 'dms'), await officer('QMSDAC01', 'dms')]
    await overviewSays(maker, '17 of 43 get in')

    const rows = WITHOUT.map((userId) => [userId, addressOf(userId)] as const)
    const wrong = [['QMSUSR16', 'poon at quarrymoon'], ...rows.slice(1, -1), ['QMSUSR99', MISTYPED]] as const
    await uploadAddresses(maker, 'addresses.csv', wrong)
    expect(await cellsOf(maker, 'Errors', 'poon at quarrymoon')).toEqual([
      ...['2', '10', 'A blank within the address.', 'poon at quarrymoon'],
    ])
    expect(await cellsOf(maker, 'Errors', 'QMSUSR99')).toEqual([
      '26',
      '1',
      'No user of this firm has this User ID.',
      'QMSUSR99',
    ])
    expect(await maker.t.count({ button: 'Ask for all of it' })).toBe(0)

    await uploadAddresses(maker, 'mended.csv', [...rows.slice(0, -1), [LAST, MISTYPED]])
    await maker.t.fill('Remark for the checker', 'List of the personnel department')
    await maker.t.press('Ask for all of it')
    const number = await numberHere(maker)
    expect(await maker.t.count({ button: 'Approve' }), 'who asked does not approve').toBe(0)

    await checker.t.goTo(`${DMS}/requests`)
    await checker.t.follow(number)
    expect(await cellsOf(checker, 'What changes', 'QMSUSR16')).toEqual([
      'QMSUSR16',
      'Registered email',
      'none',
      addressOf('QMSUSR16'),
    ])
    await checker.t.reads('List of the personnel department')
    await press(checker, 'Approve')
    await checker.t.reads('Approved and applied.')

    await addressesShow(maker, 'show=refused', 'The mail server said: 550 5.1.1 No such mailbox')
    expect(await maker.t.page.getByRole('table').getByRole('row').count(), 'one bounced').toBe(2)
    await maker.t.follow(LAST)
    await maker.t.fill('New address', addressOf(LAST))
    await maker.t.press('Ask for the change')
    await decide(checker, DMS, await numberHere(maker), 'Approve')
    await checker.t.reads('Approved and applied.')
    await addressesShow(maker, 'show=refused', 'Nothing matches')
    await addressesShow(maker, `q=${LAST}`, 'Taken by the mail server')

    const { demo } = maker.t
    const [first = '', ...others] = WITHOUT
    await setUp(await openTerminal(), first, 'online', 'app', addressOf(first))
    for (const [index, userId] of others.entries()) {
      const channel = index < 2 ? 'app' : 'email'
      const { page } = await PlainVisitor.visit(demo, (one) =>
        one.setUp(userId, 'online', channel, addressOf(userId)),
      )
      expect(page, userId).toContain('2FA is set up')
    }
    await maker.t.goTo(`${DMS}/readiness?show=not-initiated`)
    expect(await maker.t.text()).not.toMatch(/QMSUSR\d/)
    await overviewSays(maker, '42 of 43 get in')
  })

  it('has an administrator without email repaired by DA 3, through three different people, and is ready to the last', async () => {
    const three = [
      await officer('QMSCC001', 'connect'),
      await officer('QMSCC002', 'connect'),
      await officer('OPSCHK01', 'desk'),
    ] as const
    const address = 'yip.chun.kit@quarrymoon.example'
    const remark = 'He can’t initiate without one'
    await fileDa3('QMSDAM02/register-email', { 'Email address': address, Remark: remark }, three)

    const t = await openTerminal()
    const keys = await setUp(t, 'QMSDAM02', 'dms', 'app', address)
    await overviewSays(await officer(keys, 'dms'), '43 of 43 get in')
  })

  it('goes on while its only checker is on leave: a temporary one, by DA 3, approves what the maker asks', async () => {
    const three = [
      await officer('QMSCC002', 'connect'),
      await officer('QMSCC001', 'connect'),
      await officer('OPSCHK02', 'desk'),
    ] as const
    const address = 'cheng.ka.wing@quarrymoon.example'
    const cover = {
      'New User ID': 'QMSDAC02',
      Name: 'Tong Wai Ling',
      Role: 'DA checker',
      'Email address': address,
      'Last day': '2023-06-16',
      Remark: 'Wong Yuk Ki is on leave this week',
    }
    await fileDa3('cover', cover, three)

    const maker = await officer('QMSDAM01', 'dms')
    const number = await askForAddress(maker, 'QMSUSR02', 'another@quarrymoon.example')

    const { keys } = await PlainVisitor.visit(maker.t.demo, (one) =>
      one.setUp('QMSDAC02', 'dms', 'email', address),
    )
    const substitute = await officer(keys, 'dms')
    await decide(substitute, DMS, number, 'Approve')
    await substitute.t.reads('Approved and applied.')
  })

  it('shuts a suspected leak at once: one person suspends, the session opens nothing more, another confirms', async () => {
    const user = await officer('QMSUSR01', 'online')
    const [maker, checker] = [await officer('QMSDAM01', 'dms'), await officer('QMSDAC01', 'dms')]
    await user.t.sees('Online Functions')
    await maker.t.goTo(`${DMS}/users/QMSUSR01/suspend`)
    await maker.t.fill('Remark', 'His password was seen on a screen')
    await maker.t.press('Suspend now')
    const number = await numberHere(maker)
    await user.t.page.reload()
    expect(await user.t.count({ button: 'Log out' }), 'he is out').toBe(0)

    await decide(checker, DMS, number, 'Confirm')
    await checker.t.reads('Confirmed.')
    const page = await PlainVisitor.visit(user.t.demo, (one) => one.logOn('online', user.keys))
    expect(page).toContain('role="alert"')
  })
})
