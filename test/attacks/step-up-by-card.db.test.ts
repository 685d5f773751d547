import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { suspendUser } from '../../src/accounts/changes/suspend-user.ts'
import { endCard, findCard } from '../../src/cards/store.ts'
import { reading } from '../../src/db/transaction.ts'
import type { SampleCard } from '../../src/demo/card-office/open-card-office.ts'
import type { DoorId, SessionId } from '../../src/kernel/ids.ts'
import { endSession, type LiveSession } from '../../src/sessions/check-session.ts'
import { finishCardStepUp } from '../../src/sign-in/finish-card-step-up.ts'
import { parseTicket } from '../../src/sign-in/ticket.ts'
import { attemptCookie, sessionCookie, stepUpCookie } from '../../src/web/cookies.ts'
import {
  type CardAnswer,
  type CardSite,
  CardTerminal,
  cardSite,
  identityOf,
} from '../support/card-terminal.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { deskOf, numberOf } from '../support/requests.ts'
import { press } from '../support/requests-pages.ts'
import { eventsOf } from './look-inside.ts'

const SESSION_ONE = Temporal.Instant.from('2023-06-10T18:10+08:00')
const FIRM = 'C00101'
/** Who has no OTP channel: his card is all he has. */
const CHECKER = 'HLSDAC01'
const HOME = '/dms/card/security'
const DOOR = 'dms.card' as DoorId

let test: TestNode
let site: CardSite
let card: SampleCard
let makers: SampleCard
beforeAll(async () => {
  test = await testNode({ at: SESSION_ONE })
  site = await cardSite(test)
  card = await site.cardFor(CHECKER)
  makers = await site.cardFor('HLSDAM01', '135790')
})
afterAll(async () => {
  await site.stop()
  await test.stop()
})
beforeEach(() => test.clock.set(test.clock.now().add({ minutes: 1 })))

let addresses = 0

/** A request that waits for the checker’s decision: its page. */
async function waiting(): Promise<string> {
  const address = `address${++addresses}@hillside.example`
  const asked = await deskOf(test).askEmail('HLSDAM01', FIRM, 'HLSUSR04', address)
  return `${HOME}/${FIRM}/requests/${numberOf(asked)}`
}

async function loggedOn(): Promise<CardTerminal> {
  const terminal = new CardTerminal(site, card)
  await terminal.logOn(CHECKER, undefined, '/dms/card')
  return terminal
}

/** Presses `Approve` and goes to where the card is asked for: a path of the listener. */
async function ledToListener({ browser }: CardTerminal, request: string): Promise<string> {
  const { location = '' } = await press(browser, request, 'approve', 'looked at it')
  const { body } = await browser.get(location)
  expect(body).toContain('needs your smartcard and your card password once more')
  return /href="https:\/\/cards\.test([^"?]+)/.exec(body)?.[1] ?? ''
}

const steppedUp = () =>
  deskOf(test).sql(
    'select id from logon_session where account_id = $1 and stepped_up_at is not null and ended_at is null',
    [test.account(CHECKER).accountId],
  )

async function lastRefusal(): Promise<unknown> {
  const events = await deskOf(test).events('step-up.refused')
  return (events.at(-1)?.['facts'] as { reason?: unknown } | undefined)?.reason
}

/** Ends the card as its revocation does. */
const endHisCard = () =>
  test.database.write({ as: 'operations' }, async (tx) => {
    const held = await findCard(reading(tx), identityOf(card))
    if (held === undefined) throw new Error('no card')
    await endCard(tx, held.id, 'revoked', test.clock.now())
  })

/** With a card that was proven, and a session that a request had found live: what is left to refuse it by. */
async function finishedAfter(
  meanwhile: (session: SessionId) => Promise<unknown>,
  how: { readonly proven: boolean } = { proven: true },
): Promise<unknown> {
  const terminal = await loggedOn()
  const path = await ledToListener(terminal, await waiting())
  const secret = how.proven
    ? wayBack(await terminal.prove(path, CHECKER))
        .split('/')
        .at(-1)
    : 'invented'
  const ticket = parseTicket(terminal.browser.cookies.get(stepUpCookie('primary', DOOR)))
  const [row] = await deskOf(test).sql('select session_id from sign_in_attempt where id = $1', [
    ticket?.attemptId,
  ])
  const id = row?.['session_id'] as SessionId
  await meanwhile(id)
  const finished = await finishCardStepUp(site.node.world, {
    ...{ ticket, secret: secret ?? '', door: DOOR, session: { id } as LiveSession, at: test.clock.now() },
    ...{ ip: '127.0.0.1', network: '127.0.0.0/24', browser: 'his' },
  })
  if (finished.ok) return 'stepped up'
  return finished.refusal.is === 'attempt' ? finished.refusal.because : lastRefusal()
}

const wayBack = (proven: CardAnswer) => CardTerminal.wayBack(proven)

describe('a step-up by whoever logged on by card', () => {
  it('asks for card and card password once more, and leads back to the decision with what was typed', async () => {
    const terminal = await loggedOn()
    const request = await waiting()
    const path = await ledToListener(terminal, request)
    const form = await terminal.ask(path)
    expect(form.body).toContain('Confirm that it is you')
    const back = await terminal.browser.get(wayBack(await terminal.prove(path, CHECKER)))
    expect(back.location).toBe(`${request}?remark=looked%20at%20it`)
    expect(await steppedUp()).toHaveLength(1)
    const done = await press(terminal.browser, request, 'approve')
    expect((await terminal.browser.open(done.location ?? '')).body).toContain('Approved and applied')
    const [event] = (await eventsOf(test, CHECKER)).filter(({ kind }) => kind === 'session.stepped-up')
    expect(event?.facts).toMatchObject({ door: DOOR, channel: 'card' })
  })

  it('holds for 15 minutes, and in its own session alone', async () => {
    const terminal = await loggedOn()
    const request = await waiting()
    await terminal.browser.get(wayBack(await terminal.prove(await ledToListener(terminal, request), CHECKER)))
    expect(await steppedUp()).toHaveLength(1)
    const other = await loggedOn()
    expect(await steppedUp()).toEqual([])
    await other.browser.get(wayBack(await other.prove(await ledToListener(other, request), CHECKER)))
    for (const _ of [1, 2]) {
      test.clock.set(test.clock.now().add({ minutes: 7, seconds: 30 }))
      await other.browser.get(request)
    }
    await ledToListener(other, request)
  })

  it('takes nobody else’s card, not even with all that is right with it', async () => {
    const terminal = await loggedOn()
    const path = await ledToListener(terminal, await waiting())
    const colleague = new CardTerminal(site, makers)
    const proven = await colleague.prove(path, 'HLSDAM01', '135790')
    expect([proven.status, proven.refresh, await lastRefusal()]).toEqual([403, undefined, 'other-card'])
    expect(await steppedUp()).toEqual([])
  })

  it('counts a wrong card password, on the account’s budget like any other (attack 14)', async () => {
    const terminal = await loggedOn()
    const path = await ledToListener(terminal, await waiting())
    const counted = () =>
      deskOf(test).sql('select failures from attempt_budget where failures between 1 and 9')
    for (let wrong = 0; wrong < 3; wrong++)
      expect((await terminal.prove(path, CHECKER, '000000')).status).toBe(403)
    expect([await lastRefusal(), await counted()]).toEqual(['wrong-password', [{ failures: 3 }]])
    expect((await terminal.prove(path, CHECKER)).refresh).toBeDefined()
    expect(await counted()).toEqual([])
  })

  it('is of no use in another browser, nor in another logon session of the same person', async () => {
    const terminal = await loggedOn()
    const path = await ledToListener(terminal, await waiting())
    const arrival = wayBack(await terminal.prove(path, CHECKER))
    const ticket = terminal.browser.cookies.get(stepUpCookie('primary', DOOR)) ?? ''
    terminal.browser.cookies.delete(stepUpCookie('primary', DOOR))
    expect((await terminal.browser.get(arrival)).status).toBe(409)
    const newer = await loggedOn()
    newer.browser.cookies.set(stepUpCookie('primary', DOOR), ticket)
    expect((await newer.browser.get(arrival)).status).toBe(409)
    newer.browser.cookies.delete(sessionCookie('primary', DOOR))
    expect((await newer.browser.get(arrival)).location).toBe('/dms/card')
    expect(await steppedUp()).toEqual([])
  })

  it('is no logon, and a logon is no step-up: neither’s attempt, ticket or secret is of use to the other', async () => {
    const terminal = await loggedOn()
    const path = await ledToListener(terminal, await waiting())
    const id = path.split('/').at(-1) ?? ''
    expect((await terminal.prove(`/dms/card/${id}`, CHECKER)).status).toBe(409)
    const logon = new CardTerminal(site, card)
    const begun = await logon.begin('/dms/card')
    expect((await logon.prove(begun.replace('/dms/card/', '/dms/card/confirm/'), CHECKER)).status).toBe(409)
    const arrival = wayBack(await terminal.prove(path, CHECKER))
    const ticket = terminal.browser.cookies.get(stepUpCookie('primary', DOOR)) ?? ''
    logon.browser.cookies.set(attemptCookie('primary', DOOR), ticket)
    const asLogon = await logon.browser.get(arrival.replace(`${HOME}/step-up/`, '/dms/card/'))
    expect([asLogon.status, logon.browser.cookies.has(sessionCookie('primary', DOOR))]).toEqual([409, false])
    const secret = wayBack(await logon.prove(await logon.begin('/dms/card'), CHECKER))
      .split('/')
      .at(-1)
    expect((await terminal.browser.get(`${HOME}/step-up/arrive/${secret}`)).status).toBe(403)
    expect(await steppedUp()).toEqual([])
  })

  it('takes the card once, however often it is proven, and whatever is proven at once', async () => {
    const terminal = await loggedOn()
    const path = await ledToListener(terminal, await waiting())
    // The browser cookie that all three forms are of.
    await terminal.ask(path)
    const answers = await Promise.all([1, 2, 3].map(() => terminal.prove(path, CHECKER)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect((await terminal.prove(path, CHECKER)).status).toBe(409)
  })

  it('is made once by a secret that is shown twenty times at once, and never after its minute', async () => {
    const terminal = await loggedOn()
    const request = await waiting()
    const made = async () =>
      (await eventsOf(test, CHECKER)).filter(({ kind }) => kind === 'session.stepped-up').length
    const before = await made()
    const arrival = wayBack(await terminal.prove(await ledToListener(terminal, request), CHECKER))
    await Promise.all(Array.from({ length: 20 }, () => terminal.browser.get(arrival)))
    expect((await made()) - before).toBe(1)
    expect((await terminal.browser.get(arrival)).location).toBe(HOME)
    const late = await loggedOn()
    const lateArrival = wayBack(await late.prove(await ledToListener(late, request), CHECKER))
    test.clock.set(test.clock.now().add({ seconds: 61 }))
    const { status, body } = await late.browser.get(lateArrival)
    expect([status, body]).toEqual([403, expect.stringContaining('It was not confirmed that it is you')])
    expect([await lastRefusal(), await steppedUp()]).toEqual(['already-used', []])
  })

  it('comes to nothing where the session ends between the look at it and the deed, and before any card is proven', async () => {
    const at = () => test.clock.now()
    const logOut = (id: SessionId) => endSession(test.database, site.node.world, id, 'logged-out', at())
    expect(await finishedAfter(async () => undefined)).toBe('stepped up')
    expect(await finishedAfter(logOut)).toBe('session-ended')
    expect(await finishedAfter(async () => undefined, { proven: false })).toBe('other-step')
  })

  it('comes to nothing where the card ends before it is back, and the session with it', async () => {
    const terminal = await loggedOn()
    const arrival = wayBack(await terminal.prove(await ledToListener(terminal, await waiting()), CHECKER))
    await endHisCard()
    expect((await terminal.browser.get(arrival)).status).toBe(401)
    expect(await steppedUp()).toEqual([])
  })

  it('comes to nothing for who is suspended meanwhile', async () => {
    card = await site.cardFor(CHECKER)
    const { accountId } = test.account(CHECKER)
    const suspend = () =>
      test.database.write({ as: 'operations' }, (tx) =>
        suspendUser.apply(
          tx,
          site.node.world,
          { accountId },
          { by: 'import', file: 'a test' },
          test.clock.now(),
        ),
      )
    expect(await finishedAfter(suspend)).toBe('suspended')
  })
})
