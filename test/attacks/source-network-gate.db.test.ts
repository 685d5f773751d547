import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import { appCode, logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { askFor, INITIATION } from './initiate.ts'
import { comparable, eventsOf, lettersQueuedBy, liveSessions, reasons } from './look-inside.ts'

const PASSCODE = `${ONLINE}/passcode`
const [INSIDE, OUTSIDE] = ['203.0.113.7', '198.51.100.7'] as const

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

const passwordOf = (userId: string) => test.account(userId).password ?? ''

/** From now on the firm of this user lets its people in from 203.0.113.0/24 alone; or no more. */
function gate(userId: string, state: 'set' | 'lifted'): Promise<unknown> {
  const ofFirm =
    '(select m.participant_id from membership m join account a on a.id = m.account_id where a.user_id = $1)'
  const text =
    state === 'set'
      ? `insert into participant_network (id, participant_id, network, valid_from) select $2, ${ofFirm}, '203.0.113.0/24', $3`
      : `update participant_network set valid_to = $3 where participant_id = ${ofFirm} and id <> $2`
  const values = [userId, systemRandomness.uuid(), test.clock.now().toString()]
  return test.db.ask(text, values)
}

async function passwordFrom(ip: string, userId: string, password = passwordOf(userId)) {
  const browser = new TerminalBrowser(test.node, ip)
  await browser.get(ONLINE)
  const posted = await browser.post(ONLINE, { user_id: userId, password })
  return { browser, posted, seen: [comparable(posted), comparable(await browser.get(posted.location ?? ''))] }
}

describe('a participant that names its source networks', () => {
  it('has its people let in from there alone; elsewhere the right password is refused like a wrong one', async () => {
    const userId = 'EWDUSR01'
    expect((await passwordFrom(OUTSIDE, userId)).posted.location).toBe(PASSCODE)
    await gate(userId, 'set')
    expect((await passwordFrom(INSIDE, userId)).posted.location).toBe(PASSCODE)
    const [right, wrong] = [await passwordFrom(OUTSIDE, userId), await passwordFrom(OUTSIDE, userId, 'wrong')]
    expect(right.seen).toEqual(wrong.seen)
    expect(reasons(await eventsOf(test, userId))).toEqual(['other-network', 'wrong-password'])
    expect((await passwordFrom(OUTSIDE, 'SGCUSR01')).posted.location).toBe(PASSCODE)
    await gate(userId, 'lifted')
    expect((await passwordFrom(OUTSIDE, userId)).posted.location).toBe(PASSCODE)
  })

  it('has the passcode refused as well that comes from elsewhere', async () => {
    const userId = 'MFSUSR01'
    await gate(userId, 'set')
    const inside = new TerminalBrowser(test.node, INSIDE)
    await typePassword(inside, userId, passwordOf(userId))
    const outside = new TerminalBrowser(test.node, OUTSIDE)
    for (const [name, value] of inside.cookies) outside.cookies.set(name, value)
    await outside.get(PASSCODE)
    const passcode = appCode(test.account(userId).totpSecret ?? '', test.clock.now())
    expect((await outside.post(PASSCODE, { passcode })).location).toBe(PASSCODE)
    expect(reasons(await eventsOf(test, userId))).toEqual(['other-network'])
    expect(await liveSessions(test, userId)).toEqual([])
  })

  it('has a logon session ended that is used from elsewhere, once, with its evidence', async () => {
    const userId = 'TRCUSR01'
    await gate(userId, 'set')
    const inside = new TerminalBrowser(test.node, INSIDE)
    await logOnByApp(test, inside, userId)
    const outside = new TerminalBrowser(test.node, OUTSIDE)
    for (const [name, value] of inside.cookies) outside.cookies.set(name, value)
    expect((await inside.get('/online')).status).toBe(200)
    const elsewhere = await outside.get('/online/sessions')
    expect([elsewhere.status, elsewhere.body.includes('a network your firm does not allow')]).toEqual([
      401,
      true,
    ])
    expect((await inside.get('/online')).status).toBe(401)
    const ended = (await eventsOf(test, userId)).filter(({ kind }) => kind === 'session.ended')
    expect(ended.map(({ facts }) => facts['because'])).toEqual(['other-network'])
  })

  it('has nobody initiate from elsewhere, whose page is the same; a code asked for inside is no use there', async () => {
    const userId = 'HLSUSR01'
    await gate(userId, 'set')
    const outside = new TerminalBrowser(test.node, OUTSIDE)
    const pages: string[] = []
    expect(await lettersQueuedBy(test, async () => pages.push((await askFor(outside, userId)).body))).toEqual(
      [],
    )
    expect(pages[0]).toContain('Code from your email')

    const inside = new TerminalBrowser(test.node, INSIDE)
    const [letter] = await lettersQueuedBy(test, () => askFor(inside, userId))
    for (const [name, value] of inside.cookies) outside.cookies.set(name, value)
    await outside.get(`${INITIATION}/step`)
    const answer = await outside.submit(`${INITIATION}/code`, { code: letter?.code ?? '' })
    expect(answer.body).not.toContain('New password')
    expect(reasons(await eventsOf(test, userId))).toEqual(['other-network'])
  })
})
