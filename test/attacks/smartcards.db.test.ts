import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { revokeCard } from '../../src/cards/changes/revoke-card.ts'
import { endCard, findCard } from '../../src/cards/store.ts'
import { reading } from '../../src/db/transaction.ts'
import type { SampleCard } from '../../src/demo/card-office/open-card-office.ts'
import type { DoorId } from '../../src/kernel/ids.ts'
import { sessionCookie } from '../../src/web/cookies.ts'
import { askFront } from '../support/ask-front.ts'
import { type CardSite, CardTerminal, cardSite, identityOf } from '../support/card-terminal.ts'
import { logOnByApp } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { deskOf } from '../support/requests.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

const SESSION_ONE = Temporal.Instant.from('2023-06-10T18:10+08:00')

let test: TestNode
let site: CardSite
let card: SampleCard
let others: SampleCard
beforeAll(async () => {
  test = await testNode({ at: SESSION_ONE })
  site = await cardSite(test)
  card = await site.cardFor('HLSUSR01')
  others = await site.cardFor('SGCUSR01', '135790')
})
afterAll(async () => {
  await site.stop()
  await test.stop()
})

const text = (body: string) =>
  (body.split('<main')[1] ?? body).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const withoutReference = (body: string) => text(body).replaceAll(/[A-Z]{3}-[A-Z]{3}-[A-Z]{3}/g, '•')

async function reasonsOf(kind: string): Promise<readonly unknown[]> {
  return (await deskOf(test).events(kind)).map((event) => (event['facts'] as { reason?: unknown }).reason)
}

describe('a logon by smartcard in Session 1', () => {
  it('of a user leads to “Function not available” and completes the connectivity test', async () => {
    const { body } = await new CardTerminal(site, card).logOn('hlsusr01')
    expect(text(body)).toContain('Function not available')
    expect(text(body)).toContain('You are logged on. The connectivity test is complete.')
    expect(text(body)).toContain('by password and smartcard')
  })

  it('of a Delegated Administrator leads to the DMS, with its line of completion', async () => {
    const administrators = await site.cardFor('HLSDAM01')
    const { body } = await new CardTerminal(site, administrators).logOn('HLSDAM01', undefined, '/dms/card')
    expect(text(body)).toContain('You are logged on. The connectivity test is complete.')
  })

  it('of somebody who has not set up 2FA offers that, and nothing of his to change that he has not', async () => {
    const offered = ({ body }: { readonly body: string }) =>
      ['/card/online/initiation', '/card/online/password', '/card/online/channels'].filter((to) =>
        body.includes(`href="${to}"`),
      )
    expect(offered(await new CardTerminal(site, card).logOn('HLSUSR01'))).toEqual(['/card/online/initiation'])
    const pilot = await new CardTerminal(site, others).logOn('SGCUSR01', '135790')
    expect(offered(pilot)).toEqual(['/card/online/password', '/card/online/channels'])
  })

  it('takes the password as of Friday, and not the one of Saturday morning', async () => {
    const own = await site.cardFor('KTBUSR01', '111111')
    await site.setPassword('KTBUSR01', '222222', Temporal.Instant.from('2023-06-10T09:00+08:00'))
    const terminal = new CardTerminal(site, own)
    expect((await terminal.prove(await terminal.begin(), 'KTBUSR01', '222222')).status).toBe(403)
    expect(text((await terminal.logOn('KTBUSR01', '111111')).body)).toContain('connectivity test is complete')
  })
})

describe('what is not right at the listener', () => {
  it('without a card is said as such, and how to go on', async () => {
    const terminal = new CardTerminal(site)
    const { status, body } = await terminal.ask(await terminal.begin())
    expect([status, text(body)]).toEqual([403, expect.stringContaining('No smartcard was presented')])
    expect(await reasonsOf('card-logon.card-refused')).toContain('no-card')
  })

  it('is one answer for an unknown card, somebody else’s, and a wrong password (attacks 5, 40)', async () => {
    const stray = await site.office.issue('HLSUSR01', site.office.issuing[0])
    const cases = [
      [stray, 'HLSUSR01', '246810', 'unknown-card'],
      [others, 'HLSUSR01', '246810', 'other-card'],
      [others, 'HLSUSR01', '135790', 'other-card'],
      [card, 'HLSUSR01', '000000', 'wrong-password'],
      [card, 'NOBODY99', '246810', 'other-card'],
      [card, 'HLSUSR02', '246810', 'other-card'],
    ] as const
    const answers: unknown[] = []
    for (const [held, userId, password] of cases) {
      const terminal = new CardTerminal(site, held)
      const { status, body } = await terminal.prove(await terminal.begin(), userId, password)
      answers.push([status, withoutReference(body)])
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    // All are of one instant of the test's clock: their order on record says nothing.
    const reasons = (await reasonsOf('card-logon.refused')).slice(-cases.length)
    expect(reasons.toSorted()).toEqual(cases.map((one) => one[3]).toSorted())
  })

  it('is a card that was revoked at its authority, or ended in the register', async () => {
    const atAuthority = await site.cardFor('TRCUSR01')
    site.office.revoke(atAuthority, Temporal.Now.instant().subtract({ minutes: 5 }))
    await site.renewLists()
    const terminal = new CardTerminal(site, atAuthority)
    const { status, body } = await terminal.ask(await terminal.begin())
    expect([status, text(body)]).toEqual([403, expect.stringContaining('The smartcard was not accepted')])
    expect(await reasonsOf('card-logon.card-refused')).toContain('revoked')

    const ended = await site.cardFor('KTBUSR02')
    await endCards('KTBUSR02')
    const second = new CardTerminal(site, ended)
    expect((await second.prove(await second.begin(), 'KTBUSR02')).status).toBe(403)
    expect(await reasonsOf('card-logon.refused')).toContain('card-ended')
  })

  it('is an attempt that took too long: he is led back to the door', async () => {
    const terminal = new CardTerminal(site, card)
    const path = await terminal.begin()
    test.clock.set(SESSION_ONE.add({ minutes: 15 }))
    const { status, body } = await terminal.prove(path, 'HLSUSR01')
    expect([status, body]).toEqual([409, expect.stringContaining('/card"')])
    test.clock.set(SESSION_ONE)
  })
})

describe('the way back from the listener', () => {
  it('is of use to the browser that began alone, once, for a minute', async () => {
    const terminal = new CardTerminal(site, card)
    const way = CardTerminal.wayBack(await terminal.prove(await terminal.begin(), 'HLSUSR01'))
    const thief = new TerminalBrowser(site.node)
    expect((await thief.get(way)).status).toBe(409)
    expect((await terminal.browser.get(way)).location).toBe('/card/online')
    expect((await terminal.browser.get(way)).location).toBe('/card/online')
    expect((await deskOf(test).events('logon.completed')).length).toBeGreaterThan(0)

    const late = new CardTerminal(site, card)
    const stale = CardTerminal.wayBack(await late.prove(await late.begin(), 'HLSUSR01'))
    test.clock.set(test.clock.now().add({ seconds: 60 }))
    expect((await late.browser.get(stale)).location).toBe('/card')
    expect(await reasonsOf('card-logon.refused')).toContain('already-used')
  })

  it('makes one logon session of twenty visits at once', async () => {
    const terminal = new CardTerminal(site, card)
    const way = CardTerminal.wayBack(await terminal.prove(await terminal.begin(), 'HLSUSR01'))
    const completed = async () => (await deskOf(test).events('logon.completed')).length
    const before = await completed()
    const answers = await Promise.all(Array.from({ length: 20 }, () => terminal.browser.get(way)))
    expect(new Set(answers.map(({ location }) => location))).toEqual(new Set(['/card/online']))
    expect(await completed()).toBe(before + 1)
  })

  it('proves nothing without the listener: an attempt that no card was proven for leads nowhere', async () => {
    const terminal = new CardTerminal(site, card)
    await terminal.begin()
    expect((await terminal.browser.get(`/card/arrive/${'A'.repeat(43)}`)).status).toBe(409)
  })
})

describe('a revoked card', () => {
  it('ends the logon session it opened, and no other; the next logon with it is refused (attack 43)', async () => {
    const app = new TerminalBrowser(site.node)
    await logOnByApp(test, app, 'SGCUSR01', '/otp/online')
    const terminal = new CardTerminal(site, others)
    await terminal.logOn('SGCUSR01', '135790')
    expect((await terminal.browser.get('/card/online')).status).toBe(200)
    await endCards('SGCUSR01')
    expect((await terminal.browser.get('/card/online')).status).toBe(401)
    expect((await app.get('/online')).status).toBe(200)
    expect((await terminal.prove(await terminal.begin(), 'SGCUSR01', '135790')).status).toBe(403)
  })
})

describe('a card that a Delegated Administrator revokes', () => {
  it('is out at another node with the next word of the feed, and at its next handshake (attack 43)', async () => {
    const held = await site.cardFor('MFSUSR01')
    const terminal = new CardTerminal(site, held)
    await terminal.logOn('MFSUSR01')
    const second = await test.secondNode()
    const door = 'ccms.card' as DoorId
    const cookie = `${sessionCookie('primary', door)}=${terminal.browser.cookies.get(sessionCookie('primary', door))}`
    const checked = async () =>
      (await askFront(second.front, { path: `/session-check/${door}`, headers: { cookie } })).status
    const ended = async () =>
      (await reasonsOf('card-logon.refused')).filter((one) => one === 'card-ended').length
    const before = await ended()
    // Logged on, where nothing is open yet.
    expect(await checked()).toBe(403)
    const { accountId } = test.account('MFSUSR01')
    await test.database.write({ as: 'operations' }, async (tx) => {
      const registered = await findCard(reading(tx), identityOf(held))
      if (registered === undefined) throw new Error('no card')
      const revoked = { accountId, card: registered.id }
      await revokeCard.apply(tx, site.node.world, revoked, { by: 'import', file: 'a test' }, test.clock.now())
    })
    await second.gate.catchUp()
    expect(await checked()).toBe(401)
    expect((await terminal.prove(await terminal.begin(), 'MFSUSR01')).status).toBe(403)
    expect((await ended()) - before).toBe(1)
  })
})

describe('the budget of an account', () => {
  it('that a stranger has used up does not keep out who holds its card; his own wrong passwords do', async () => {
    const held = await site.cardFor('NPFUSR01')
    const stranger = new TerminalBrowser(site.node, '198.51.100.9')
    for (let n = 0; n < 10; n++) {
      await stranger.get('/otp/online')
      await stranger.submit('/otp/online', { user_id: 'NPFUSR01', password: `wrong ${n}` })
    }
    const terminal = new CardTerminal(site, held)
    for (let n = 0; n < 4; n++)
      expect((await terminal.prove(await terminal.begin(), 'NPFUSR01', '999999')).status).toBe(403)
    expect(text((await terminal.logOn('NPFUSR01')).body)).toContain('connectivity test is complete')
    for (let n = 0; n < 15; n++) await terminal.prove(await terminal.begin(), 'NPFUSR01', '999999')
    expect((await terminal.prove(await terminal.begin(), 'NPFUSR01')).status).toBe(403)
    expect(await reasonsOf('card-logon.refused')).toContain('locked')
  })
})

/** As a change of the register does it: in the scope of whoever makes it. */
async function endCards(userId: string): Promise<void> {
  const { accountId } = test.account(userId)
  await test.database.write({ as: 'operations' }, async (tx) => {
    const cards = await tx.selectFrom('smartcard').select('id').where('account_id', '=', accountId).execute()
    for (const { id } of cards) await endCard(tx, id, 'revoked', test.clock.now())
  })
}
