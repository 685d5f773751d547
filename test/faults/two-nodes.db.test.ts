import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import type { DoorId } from '../../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { sessionCookie } from '../../src/web/cookies.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import type { ServingNode } from '../support/serving-node.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'
import { type Member, seedCrowd } from './seed-crowd.ts'

/** How soon is src/sessions/rules/freshness.ts. */
const SOON = { timeout: 30_000, interval: 20 }

const HOME = '/online'
const DOOR = 'ccms.otp.online' as DoorId
const SIZE = { app: 4, email: 3, uninitiated: 0 }

let site: ServingSite
let first: ServingNode
let second: ServingNode
let people: Member[]
let readers: Member[]

beforeAll(async () => {
  site = await servingSite()
  const { app, email } = await seedCrowd(site.urls.ownerUrl, site.sealingKey, SIZE)
  people = [...app]
  readers = [...email]
  ;[first, second] = await Promise.all([site.startNode(), site.startNode()])
})
afterAll(() => site.stop())

/** Somebody no other test has had. */
function somebody(among = people): Member {
  const next = among.shift()
  if (next === undefined) throw new Error('the crowd is used up')
  return next
}

const passcodeOf = ({ totpSecret = '' }: Member) => ({ passcode: appCode(totpSecret, systemClock.now()) })

async function logOn(browser: TerminalBrowser, member: Member, passcode = passcodeOf(member)) {
  await typePassword(browser, member.userId, member.password ?? '')
  return browser.post(`${ONLINE}/passcode`, passcode)
}

describe('two processes on one database are one site:', () => {
  it('a logon begun at one is finished at the other, and good at both until it ends at either', async () => {
    const member = somebody()
    const here = first.browser()
    await typePassword(here, member.userId, member.password ?? '')
    const there = second.browser(here)
    expect((await there.post(`${ONLINE}/passcode`, passcodeOf(member))).location).toBe(HOME)

    const back = first.browser(there)
    expect((await back.get(HOME)).status).toBe(200)
    expect((await back.post(`${HOME}/log-out`, {})).location).toBe(`${HOME}/logged-out`)
    expect((await there.get(HOME)).status).not.toBe(200)
  })

  it('a passcode that let somebody in at one lets nobody in at the other', async () => {
    const member = somebody()
    const passcode = passcodeOf(member)
    expect((await logOn(first.browser(), member, passcode)).location).toBe(HOME)
    expect((await logOn(second.browser(), member, passcode)).location).toBe(`${ONLINE}/passcode`)
  })

  it('ten wrong passwords, five at each, lock the account at both', async () => {
    const { userId, password = '' } = somebody()
    for (const node of [first, second]) {
      for (let n = 0; n < 5; n++) await typePassword(node.browser(), userId, 'wrong')
    }
    for (const node of [first, second]) {
      const answer = await typePassword(node.browser(), userId, password)
      expect(answer.body).not.toContain('name="passcode"')
    }
  })

  it('who logs on anew at one is logged off at the other', async () => {
    const reader = somebody(readers)
    const here = await logOnByEmail(first, reader)
    expect((await here.get(HOME)).status).toBe(200)
    const there = await logOnByEmail(second, reader)
    expect((await here.get(HOME)).status).toBe(401)
    expect((await there.get(HOME)).status).toBe(200)
  })
})

/** Whether the session check lets this browser's requests pass there, be the function open at this hour or not. */
async function passes(browser: TerminalBrowser, node: ServingNode): Promise<boolean> {
  const { status } = await node.browser(browser).get(`/session-check/${DOOR}`)
  expect([204, 403, 401]).toContain(status)
  return status !== 401
}

describe('the session check of one process', () => {
  it('refuses soon who has logged out at another', async () => {
    const browser = first.browser()
    await logOn(browser, somebody())
    expect([await passes(browser, first), await passes(browser, second)]).toEqual([true, true])
    const kept = second.browser(browser)
    await browser.get(HOME)
    await browser.post(`${HOME}/log-out`, {})
    const refused = async () =>
      expect([await passes(kept, first), await passes(kept, second)]).toEqual([false, false])
    await vi.waitFor(refused, SOON)
  })

  it('knows one winner of three logons that one person makes at once at three processes', async () => {
    const nodes = [first, second, await site.startNode()]
    const waiting: { browser: TerminalBrowser; passcode: string }[] = []
    const reader = somebody(readers)
    for (const node of nodes) waiting.push(await passwordGiven(node, reader))
    const answers = await Promise.all(
      waiting.map(({ browser, passcode }) => browser.post(`${ONLINE}/passcode`, { passcode })),
    )
    expect(answers.map(({ location }) => location)).toEqual([HOME, HOME, HOME])
    const winners = async () => {
      for (const node of nodes) {
        const passing = await Promise.all(waiting.map(({ browser }) => passes(browser, node)))
        expect(passing.filter(Boolean)).toHaveLength(1)
      }
    }
    await vi.waitFor(winners, SOON)
    expect(
      await rowsOf(
        'logon_session where ended_at is null and account_id = (select account_id from logon_session order by created_at desc limit 1)',
      ),
    ).toBe(1)
  })

  it('lets nobody pass by a made-up cookie, another site’s, or a megabyte of one, and writes nothing for them', async () => {
    const { browser: holder, passcode } = await passwordGiven(second, somebody(readers))
    await holder.post(`${ONLINE}/passcode`, { passcode })
    const written = async () => [
      await rowsOf('audit_event'),
      await rowsOf('attempt_budget'),
      await rowsOf('logon_session'),
    ]
    const before = await written()
    const browser = first.browser()
    const cookie = sessionCookie('primary', DOOR)
    const lanes = Array.from({ length: 10 }, () => Array.from({ length: 40 }, madeUpToken))
    const ask = async (name: string, value: string) => {
      const stranger = first.browser(browser)
      stranger.cookies.set(name, value)
      return (await stranger.get(`/session-check/${DOOR}`)).status
    }
    await Promise.all(
      lanes.map(async (lane) => {
        for (const token of lane) expect(await ask(cookie, token)).toBe(401)
      }),
    )
    const token = holder.cookies.get(cookie) ?? ''
    expect(await ask(sessionCookie('secondary', DOOR), token)).toBe(401)
    expect(await ask(cookie, 'x'.repeat(1_000_000))).toBe(431)
    expect(await ask(cookie, token)).not.toBe(401)
    expect(await written()).toEqual(before)
  })
})

const madeUpToken = () => Buffer.from(systemRandomness.bytes(32)).toString('base64url')

function rowsOf(table: string): Promise<number> {
  return withClient(site.urls.superuserUrl, async (client) => {
    const { rows } = await client.query(`select count(*)::int as rows from ${table}`)
    return rows[0].rows
  })
}

async function passwordGiven(node: ServingNode, { userId, email, password = '' }: Member) {
  const browser = node.browser()
  const before = site.mailsTo(email)
  await typePassword(browser, userId, password)
  return { browser, passcode: (await site.codeMailedTo(email, before)) ?? '' }
}

async function logOnByEmail(node: ServingNode, reader: Member): Promise<TerminalBrowser> {
  const { browser, passcode } = await passwordGiven(node, reader)
  await browser.post(`${ONLINE}/passcode`, { passcode })
  return browser
}
