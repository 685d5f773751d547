import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { holdCallers } from '../../src/attempts/hold-callers.ts'
import { lookOut } from '../../src/housekeeping.ts'
import type { Node } from '../../src/wire.ts'
import { logOnByApp, ONLINE } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { askFor, INITIATION } from './initiate.ts'
import { budgetOf, eventsOfKind } from './look-inside.ts'

const SPRAYER = '192.0.2.66'
const NETWORK = '192.0.2.0/24'
const PASSCODE = `${ONLINE}/passcode`

let test: TestNode
let other: Node
/** What callers had to wait, in milliseconds, in the order they came; nobody really waits. */
let delays: number[]
beforeAll(async () => {
  test = await testNode()
  other = await test.secondNode()
})
afterAll(() => test.stop())
beforeEach(() => {
  delays = []
  for (const { world } of [test.node, other])
    vi.spyOn(world.waiting, 'hold').mockImplementation(async (_, milliseconds) => {
      delays.push(milliseconds)
      return true
    })
})
afterEach(async () => {
  vi.restoreAllMocks()
  test.clock.set(SESSION_ONE)
  await onServer('truncate network_failure, attempt_budget, raised_alarm')
})

const times = (count: number) => Array.from({ length: count }, (_, index) => index)
const passwordOf = (userId: string) => test.account(userId).password ?? ''
const onServer = (text: string) => test.db.ask(text)

/** So many failures at each of so many networks, as the settling of tries leaves them. */
const leaveFailures = (level: number, networks: readonly string[]) =>
  test.db.ask(
    `insert into network_failure (network, shard, level, updated_at) select unnest($1::text[]), 3, $2, $3
        on conflict (network, shard) do update set level = network_failure.level + excluded.level`,
    [networks, level, test.clock.now().toString()],
  )

async function atTheDoor(ip: string, node = test.node): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(node, ip)
  await browser.get(ONLINE)
  return browser
}

async function delayOf(work: () => Promise<unknown>): Promise<number | undefined> {
  delays = []
  await work()
  return delays[0]
}

describe('one password tried on many User IDs from one address', () => {
  it('gets slower and slower, at whichever node, and whatever it says of where it comes from', async () => {
    const nodes = await Promise.all([atTheDoor(SPRAYER), atTheDoor(SPRAYER, other)])
    const spray = (index: number) =>
      nodes[index % 2]?.post(
        ONLINE,
        { user_id: `SPRAY${String(index).padStart(4, '0')}`, password: 'Summer2023' },
        {
          headers: {
            'x-forwarded-for': `198.51.${index % 200}.7`,
            forwarded: `for=198.51.${index % 200}.7`,
            'x-real-ip': `198.51.${index % 200}.7`,
          },
        },
      )
    for (const batch of times(18)) await Promise.all(times(10).map((n) => spray(batch * 10 + n)))
    expect(delays.slice(0, 150).every((delay) => delay === 0)).toBe(true)
    const late = delays.slice(160)
    expect(Math.min(...late)).toBeGreaterThanOrEqual(90)
    const { rows } = await onServer(
      'select network, sum(level)::float8 as level from network_failure group by 1',
    )
    expect(rows).toEqual([{ network: NETWORK, level: 180 }])
  })

  it('waits three seconds a try at most, and as long for the right password, a locked and an unknown ID', async () => {
    await leaveFailures(5000, [NETWORK])
    await leaveFailures(10, ['198.51.100.0/24'])
    const browser = await atTheDoor(SPRAYER)
    const tries: readonly (readonly [string, string])[] = [
      ['EWDUSR01', 'wrong'],
      ['EWDUSR01', passwordOf('EWDUSR01')],
      ['KTBUSR03', 'wrong'],
      ['NOBODY01', 'wrong'],
    ]
    for (const [user_id, password] of tries)
      expect(await delayOf(() => browser.post(ONLINE, { user_id, password }))).toBe(3000)
  })

  it('delays nobody elsewhere, nor in a browser that is known to the account', async () => {
    const userId = 'SGCUSR01'
    const known = await atTheDoor(SPRAYER)
    await logOnByApp(test, known, userId)
    await leaveFailures(5000, [NETWORK])
    const right = { user_id: userId, password: passwordOf(userId) }
    await known.get(ONLINE)
    expect(await delayOf(() => known.post(ONLINE, right))).toBe(0)
    const [elsewhere, here] = [await atTheDoor('203.0.113.9'), await atTheDoor('192.0.2.9')]
    expect(await delayOf(() => elsewhere.post(ONLINE, right))).toBe(0)
    expect(await delayOf(() => here.post(ONLINE, right))).toBe(3000)
  })

  it('counts the right password of a locked or suspended account like a wrong one: delays tell nothing', async () => {
    const browser = await atTheDoor(SPRAYER)
    const level = async () =>
      (await onServer('select sum(level)::float8 as level from network_failure')).rows[0].level
    const elsewhere = await atTheDoor('198.51.100.7')
    for (const _ of times(10)) await elsewhere.post(ONLINE, { user_id: 'TRCUSR01', password: 'wrong' })
    await onServer("delete from network_failure where network <> '192.0.2.0/24'")
    await browser.post(ONLINE, { user_id: 'NOBODY02', password: 'wrong' })
    for (const [refusals, userId] of ['TRCUSR01', 'BWOUSR03'].entries()) {
      await browser.post(ONLINE, { user_id: userId, password: passwordOf(userId) })
      expect(await level()).toBe(refusals + 2)
    }
    await browser.post(ONLINE, { user_id: 'SGCUSR01', password: passwordOf('SGCUSR01') })
    expect(await level()).toBe(3)
  })

  it('is forgiven by half every ten minutes', async () => {
    await leaveFailures(600, [NETWORK])
    const browser = await atTheDoor(SPRAYER)
    const tries = async () => delayOf(() => browser.post(ONLINE, { user_id: 'NOBODY02', password: 'wrong' }))
    expect(await tries()).toBe(3000)
    test.clock.set(SESSION_ONE.add({ minutes: 10 }))
    expect(await tries()).toBe(1505)
    test.clock.set(SESSION_ONE.add({ minutes: 30 }))
    expect(await tries()).toBe(0)
  })

  it('is held in so many requests at a time; more are told to come back, and their tries given back', async () => {
    await leaveFailures(5000, [NETWORK])
    const ends: (() => void)[] = []
    const held = holdCallers(() => new Promise((resolve) => ends.push(resolve)), 2)
    vi.spyOn(test.node.world.waiting, 'hold').mockImplementation(held)
    const userId = 'LAUUSR01'
    const browser = await atTheDoor(SPRAYER)
    const typed = { user_id: userId, password: 'wrong' }
    const waiting = times(2).map(() => browser.post(ONLINE, typed))
    await vi.waitFor(() => expect(ends).toHaveLength(2))
    const answer = await browser.post(ONLINE, typed)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await budgetOf(test, userId)).toMatchObject({ failures: 2, pending: 2 })
    for (const end of ends) end()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([303, 303])
    expect(await budgetOf(test, userId)).toMatchObject({ failures: 2, pending: 0 })
  })

  it('holds no connection while it is held: an honest person is served meanwhile', async () => {
    await leaveFailures(5000, [NETWORK])
    const ends: (() => void)[] = []
    const held = holdCallers(() => new Promise((resolve) => ends.push(resolve)), 20)
    vi.spyOn(test.node.world.waiting, 'hold').mockImplementation(held)
    const sprayer = await atTheDoor(SPRAYER)
    const waiting = times(20).map((n) =>
      sprayer.post(ONLINE, { user_id: `SPRAY${1000 + n}`, password: 'wrong' }),
    )
    await vi.waitFor(() => expect(ends).toHaveLength(20))
    const page = await logOnByApp(test, await atTheDoor('203.0.113.9'), 'MFSUSR01')
    expect(page.body).toContain('Function not available')
    for (const end of ends) end()
    await Promise.all(waiting)
  })

  it('counts asking for codes to initiate as well, a tenth as much, and delays that', async () => {
    const browser = new TerminalBrowser(test.node, SPRAYER)
    expect(await delayOf(() => askFor(browser, 'NOBODY03'))).toBe(0)
    const { rows } = await onServer('select level from network_failure')
    expect(rows).toEqual([{ level: 0.1 }])
    await leaveFailures(5000, [NETWORK])
    expect(await delayOf(() => browser.submit(INITIATION, { user_id: 'NOBODY03' }))).toBe(3000)
    vi.spyOn(test.node.world.waiting, 'hold').mockResolvedValue(false)
    await browser.get(INITIATION)
    expect((await browser.post(INITIATION, { user_id: 'NOBODY03' })).status).toBe(503)
  })
})

describe('one password tried on many User IDs from five hundred addresses', () => {
  const alarms = async () => (await eventsOfKind(test, 'sign-in.flooded')).map(({ facts }) => facts)
  const look = (node: Node) => lookOut(node.world).then(() => alarms())

  it('raises one alarm in ten minutes, of whichever node, and refuses and delays nobody', async () => {
    await leaveFailures(
      1.9,
      times(500).map((n) => `10.${n % 250}.${n}.0/24`),
    )
    expect(await look(test.node)).toEqual([])
    await leaveFailures(60, [NETWORK])
    expect((await Promise.all([look(test.node), look(other)])).at(-1)).toHaveLength(1)
    expect((await alarms())[0]).toMatchObject({ failures: 1010, networks: 501 })
    test.clock.set(SESSION_ONE.add({ minutes: 9 }))
    await leaveFailures(2000, ['10.0.0.0/16'])
    expect(await look(other)).toHaveLength(1)
    test.clock.set(SESSION_ONE.add({ minutes: 10 }))
    expect(await look(test.node)).toHaveLength(2)
    const browser = await atTheDoor('10.7.7.7')
    const right = { user_id: 'EWDUSR02', password: passwordOf('EWDUSR02') }
    expect(
      await delayOf(async () => expect((await browser.post(ONLINE, right)).location).toBe(PASSCODE)),
    ).toBe(0)
  })
})
