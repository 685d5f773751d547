import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CardSite, CardTerminal, cardSite } from '../support/card-terminal.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { editedIn, parallelSource } from '../support/programme-samples.ts'
import { deskOf } from '../support/requests.ts'

/** The Tuesday after the last smartcard day of everybody but one firm, which has a week more. */
const AFTER = Temporal.Instant.from('2023-10-03T10:00+08:00')
const SOURCE = editedIn(parallelSource, [
  '    exceptions: []\n',
  '    exceptions: [{ participant: C00101, system: ccms, date: 2023-10-06 Fri }]\n',
])

let test: TestNode
let site: CardSite
beforeAll(async () => {
  test = await testNode({ at: AFTER, source: SOURCE })
  site = await cardSite(test)
})
afterAll(async () => {
  await site.stop()
  await test.stop()
})

describe('after the last smartcard day of his participant', () => {
  it('a card of which all is right gets the announced message and the way to 2FA, not a fault (attack 47)', async () => {
    const card = await site.cardFor('SGCUSR01')
    const terminal = new CardTerminal(site, card)
    const { status, body, refresh } = await terminal.prove(await terminal.begin(), 'SGCUSR01')
    expect([status, refresh]).toEqual([403, undefined])
    expect(body).toContain('Your last smartcard day has passed')
    expect(body).toContain('/initiation"')
    const [event] = (await deskOf(test).events('card-logon.refused')).slice(-1)
    expect((event?.['facts'] as { reason?: unknown } | undefined)?.reason).toBe('card-day-passed')
  })

  it('says so to nobody who only guesses: a wrong password is answered as on any day', async () => {
    const card = await site.cardFor('SGCUSR02')
    const terminal = new CardTerminal(site, card)
    const { status, body } = await terminal.prove(await terminal.begin(), 'SGCUSR02', '000000')
    expect([status, body]).toEqual([403, expect.stringContaining('You are not logged on')])
    expect(body).not.toContain('last smartcard day')
  })

  it('lets in who has a week more, until that has passed too', async () => {
    const card = await site.cardFor('HLSUSR01')
    expect((await new CardTerminal(site, card).logOn('HLSUSR01')).status).toBe(200)
    test.clock.set(AFTER.add({ hours: 24 * 7 }))
    const terminal = new CardTerminal(site, card)
    expect((await terminal.browser.get('/card')).location).toBe('/')
    test.clock.set(AFTER)
  })
})
