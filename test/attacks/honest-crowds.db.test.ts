import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { budgetKeyBytes, budgetKeyOf } from '../../src/attempts/budget-key.ts'
import type { Node } from '../../src/wire.ts'
import { logOnByApp, ONLINE } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { askFor, INITIATION } from './initiate.ts'
import { budgetOf, eventsOf, liveSessions, reasons } from './look-inside.ts'

let test: TestNode
let other: Node
beforeAll(async () => {
  test = await testNode()
  other = await test.secondNode()
})
afterAll(() => test.stop())
afterEach(() => test.clock.set(SESSION_ONE))

const times = (count: number) => Array.from({ length: count }, (_, index) => index)
const passwordOf = (userId: string) => test.account(userId).password ?? ''

async function atTheDoor(node: Node, ip: string): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(node, ip)
  await browser.get(ONLINE)
  return browser
}

/** As a process leaves it that died while it checked ten tries. */
async function leaveTenPending(userId: string, since: Temporal.Instant): Promise<void> {
  const key = budgetKeyBytes(budgetKeyOf(test.node.world.sealer, userId))
  await test.database.write({ as: 'operations' }, (tx) =>
    tx
      .insertInto('attempt_budget')
      .values({
        key,
        lane: 'logon',
        failures: 10,
        pending: Array(10).fill(since),
        locked_until: null,
        verdict: 'taken',
        window_at: since,
        updated_at: since,
      })
      .execute(),
  )
}

describe('honest logons at once', () => {
  it('of one account, from twenty browsers on two nodes, all reach the passcode', async () => {
    const userId = 'SGCUSR01'
    const browsers = await Promise.all(
      times(20).map((index) => atTheDoor(index % 2 === 0 ? test.node : other, `198.51.100.${index}`)),
    )
    const answers = await Promise.all(
      browsers.map((browser) => browser.post(ONLINE, { user_id: userId, password: passwordOf(userId) })),
    )
    expect(answers.map(({ location }) => location)).toEqual(times(20).map(() => `${ONLINE}/passcode`))
    expect(reasons(await eventsOf(test, userId))).toEqual([])
    expect(await budgetOf(test, userId)).toMatchObject({ failures: 0, pending: 0 })
  })

  it('of several behind one address, typing errors and all, get everybody in', async () => {
    const people = ['HLSUSR03', 'EWDUSR01', 'MFSUSR01', 'LAUUSR01', 'TRCUSR01', 'EWDUSR02']
    const pages = await Promise.all(
      people.map(async (userId) => {
        const browser = await atTheDoor(test.node, '203.0.113.50')
        for (const _ of times(4)) await browser.submit(ONLINE, { user_id: userId, password: 'typo' })
        return logOnByApp(test, browser, userId)
      }),
    )
    for (const page of pages) expect(page.body).toContain('Function not available')
    for (const userId of people) expect(await liveSessions(test, userId)).toEqual(['ccms.otp.online'])
  })
})

describe('a budget full of tries under way', () => {
  it('answers 503 after its patience, decides nothing, and tells right and wrong passwords alike', async () => {
    const userId = 'MFSUSR01'
    const { waiting } = test.node.world
    let now = waiting.clock.now()
    await test.database.write({ as: 'operations' }, (tx) =>
      tx
        .deleteFrom('attempt_budget')
        .where('key', '=', budgetKeyBytes(budgetKeyOf(test.node.world.sealer, userId)))
        .execute(),
    )
    await leaveTenPending(userId, SESSION_ONE)
    const eventsBefore = await eventsOf(test, userId)
    const clock = vi.spyOn(waiting.clock, 'now').mockImplementation(() => now)
    const pause = vi.spyOn(waiting, 'pause').mockImplementation(async (milliseconds) => {
      now = now.add({ milliseconds })
    })
    const answers = await Promise.all(
      ['wrong', passwordOf(userId), 'wrong'].map(async (password) => {
        const browser = await atTheDoor(test.node, '203.0.113.7')
        return browser.post(ONLINE, { user_id: userId, password })
      }),
    )
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
      times(3).map(() => [503, '5']),
    )
    const waited = pause.mock.calls.length * 25
    expect([waited >= 3000, waited < 4000]).toEqual([true, true])
    pause.mockRestore()
    clock.mockRestore()
    expect(await budgetOf(test, userId)).toMatchObject({ failures: 10, pending: 10, locked_until: null })
    expect(await eventsOf(test, userId)).toEqual(eventsBefore)
  })

  it('that a crash left behind locks for a minute instead of hanging', async () => {
    const userId = 'KTBUSR02'
    await leaveTenPending(userId, SESSION_ONE.subtract({ seconds: 10 }))
    const pause = vi.spyOn(test.node.world.waiting, 'pause')
    const browser = await atTheDoor(test.node, '203.0.113.7')
    const typed = { user_id: userId, password: passwordOf(userId) }
    expect((await browser.post(ONLINE, typed)).location).toBe(ONLINE)
    expect(pause).not.toHaveBeenCalled()
    expect(await budgetOf(test, userId)).toMatchObject({
      failures: 10,
      refusals: 1,
      locked_until: SESSION_ONE.add({ minutes: 1 }),
    })
    test.clock.set(SESSION_ONE.add({ minutes: 1 }))
    expect((await browser.post(ONLINE, typed)).location).toBe(`${ONLINE}/passcode`)
    pause.mockRestore()
  })
})

describe('guessing codes of an initiation', () => {
  it('is let go fifty times a day, then once a minute, and never stops a logon', async () => {
    const userId = 'NPFUSR03'
    const browser = new TerminalBrowser(test.node)
    await askFor(browser, userId)
    const guess = async () => {
      const { status, headers } = await browser.post(`${INITIATION}/code`, { code: '00000000' })
      return status === 503 ? `503 after ${headers.get('retry-after')}` : status
    }
    const allowed = []
    for (const _ of times(50)) allowed.push(await guess())
    expect(new Set(allowed)).toEqual(new Set([303]))
    expect(await guess()).toBe('503 after 60')
    test.clock.set(SESSION_ONE.add({ seconds: 59 }))
    expect(await guess()).toBe('503 after 60')
    test.clock.set(SESSION_ONE.add({ seconds: 60 }))
    expect([await guess(), await guess()]).toEqual([303, '503 after 60'])
    expect(await budgetOf(test, userId, 'initiation')).toMatchObject({ locked_until: null, refusals: 3 })
    const page = await logOnByApp(test, new TerminalBrowser(test.node), userId, '/otp/overnight')
    expect(page.body).toContain('Function not available')
  })

  it('begins anew the next day', async () => {
    const userId = 'NPFUSR01'
    const browser = new TerminalBrowser(test.node)
    const guess = async () => (await browser.post(`${INITIATION}/code`, { code: '00000000' })).status
    await askFor(browser, userId)
    for (const _ of times(50)) await guess()
    expect(await guess()).toBe(503)
    // Saturday 18:05 to Monday 18:05: the door is open on both.
    test.clock.set(SESSION_ONE.add({ hours: 48 }))
    await askFor(browser, userId)
    expect([await guess(), await guess()]).toEqual([303, 303])
    expect(await budgetOf(test, userId, 'initiation')).toMatchObject({ failures: 2 })
  })

  it('of an account locks none of its honest codes out, in another browser', async () => {
    const userId = 'HLSUSR02'
    const [stranger, holder] = [new TerminalBrowser(test.node, '192.0.2.1'), new TerminalBrowser(test.node)]
    await askFor(stranger, userId)
    for (const _ of times(10)) await stranger.post(`${INITIATION}/code`, { code: '00000000' })
    await askFor(holder, userId)
    const code = await test.codeSentTo(test.account(userId).email ?? '', 1)
    expect((await holder.submit(`${INITIATION}/code`, { code })).body).toContain('New password')
  })
})
