import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { endCard } from '../../src/cards/store.ts'
import type { SampleCard } from '../../src/demo/card-office/open-card-office.ts'
import type { CardId } from '../../src/kernel/ids.ts'
import { type CardSite, CardTerminal, cardSite } from '../support/card-terminal.ts'
import { appCode, logOnByApp } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { keyOn } from '../support/own-account.ts'
import { deskOf } from '../support/requests.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

const SESSION_ONE = Temporal.Instant.from('2023-06-10T18:10+08:00')
const PASSWORD = 'harbour-otter-29-walnut'

let test: TestNode
let site: CardSite
beforeAll(async () => {
  test = await testNode({ at: SESSION_ONE })
  site = await cardSite(test)
})
afterAll(async () => {
  await site.stop()
  await test.stop()
})
beforeEach(() => test.clock.set(SESSION_ONE))

const cards = new Map<string, Promise<SampleCard>>()

/** One card for each, who logs on with it anew. */
async function byCard(userId: string, door = '/card'): Promise<CardTerminal> {
  const card = cards.get(userId) ?? site.cardFor(userId)
  cards.set(userId, card)
  const terminal = new CardTerminal(site, await card)
  await terminal.logOn(userId, undefined, door)
  return terminal
}

async function begin({ browser }: CardTerminal, home = '/card/online') {
  await browser.get(`${home}/initiation`)
  return browser.submit(`${home}/initiation`, {})
}

async function upToProof({ browser }: CardTerminal): Promise<string> {
  await browser.submit('/initiation/password', { new_password: PASSWORD, repeat_password: PASSWORD })
  return keyOn(await browser.submit('/initiation/channel', { channel: 'app' }))
}

const prove = ({ browser }: CardTerminal, secret: string) =>
  browser.submit('/initiation/proof', { passcode: appCode(secret, test.clock.now()) })

describe('initiation of 2FA from a logon by smartcard', () => {
  it('asks for no code from the email, says so in its evidence, and ends in a 2FA that logs on', async () => {
    const terminal = await byCard('HLSUSR01')
    const begun = await begin(terminal)
    expect(begun.body).toContain('name="new_password"')
    const secret = await upToProof(terminal)
    expect((await prove(terminal, secret)).body).toContain('2FA is set up')
    const evidence = (kind: string) => deskOf(test).events(kind)
    expect(await evidence('initiation.card-accepted')).toMatchObject([{ facts: { door: 'ccms.initiation' } }])
    expect((await evidence('initiation.completed')).at(-1)).toMatchObject({
      facts: { provenBy: 'smartcard' },
    })
    expect(await evidence('initiation.code-accepted')).toEqual([])
    expect(await deskOf(test).sql(`select from outbox_mail where kind = 'initiation-code'`)).toEqual([])
  })

  it('is a Delegated Administrator’s too, at the door of his own system', async () => {
    const begun = await begin(await byCard('HLSDAM01', '/dms/card'), '/dms/card/security')
    expect(begun.body).toContain('name="new_password"')
  })

  it('is not begun by a proof of 15 minutes ago: whoever finds the terminal has no card', async () => {
    const { browser } = await byCard('HLSUSR02')
    await browser.get('/card/online/initiation')
    test.clock.set(SESSION_ONE.add({ minutes: 15 }))
    const begun = await browser.submit('/card/online/initiation', {})
    expect(begun.body).not.toContain('name="new_password"')
    expect(begun.body).toContain('more than 15 minutes ago')
  })

  it('is not begun from another logon, nor without one', async () => {
    const browser = new TerminalBrowser(site.node)
    await logOnByApp(test, browser, 'SGCUSR01')
    expect((await browser.get('/online/initiation')).status).toBe(404)
    const stranger = new CardTerminal(site).browser
    const { location } = await stranger.get('/card/online/initiation')
    expect(location).toBe('/card')
  })

  it('is not begun again by who has set it up: he is led where everybody is', async () => {
    const begun = await begin(await byCard('SGCUSR01'))
    expect(begun.body).not.toContain('name="new_password"')
    expect(begun.body).toContain('name="user_id"')
  })

  it('comes to nothing when the card is revoked before its end: nothing is put in force', async () => {
    const terminal = await byCard('HLSUSR02')
    await begin(terminal)
    const secret = await upToProof(terminal)
    const { accountId } = test.account('HLSUSR02')
    const [card] = await deskOf(test).sql('select id from smartcard where account_id = $1', [accountId])
    await test.database.write({ as: 'operations' }, (tx) =>
      endCard(tx, card?.['id'] as CardId, 'revoked', test.clock.now()),
    )
    expect((await prove(terminal, secret)).body).not.toContain('2FA is set up')
    expect(await deskOf(test).sql('select from credential where account_id = $1', [accountId])).toEqual([])
    expect((await deskOf(test).events('initiation.proof-refused')).at(-1)).toMatchObject({
      facts: { reason: 'session-ended' },
    })
  })
})
