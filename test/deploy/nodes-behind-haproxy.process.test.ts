import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import type { DoorId } from '../../src/kernel/ids.ts'
import { systemClock } from '../../src/kernel/system.ts'
import { promisesBroken } from '../faults/kill-under-logons.ts'
import { type Crowd, type Member, seedCrowd } from '../faults/seed-crowd.ts'
import { Shift } from '../faults/shift.ts'
import { Stage } from '../faults/stage.ts'
import { VirtualUser } from '../faults/virtual-user.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import type { ServingNode } from '../support/serving-node.ts'
import { type SiteBehindHaproxy, siteBehindHaproxy } from '../support/site-behind-haproxy.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'

const HOME = '/online'
const DOOR = 'ccms.otp.online' as DoorId
const PEOPLE_AT_ONCE = 4
const SIZE = { app: 38, email: 12, uninitiated: 12 }

let behind: SiteBehindHaproxy
let crowd: Crowd
let nodes: readonly ServingNode[]
/** What took the first one’s place. */
let again: ServingNode
const people: Member[] = []
beforeAll(async () => {
  behind = await siteBehindHaproxy(3, { SALLYPORT_DRAIN_SECONDS: '1' })
  nodes = behind.nodes
  const { site } = behind
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, SIZE)
  people.push(...crowd.app)
})
afterAll(() => behind.stop())

const passcodeOf = ({ totpSecret = '' }: Member) => appCode(totpSecret, systemClock.now())

function somebody(): Member {
  const next = people.shift()
  if (next === undefined) throw new Error('the crowd is used up')
  return next
}

/** What each node counted of one kind of event. */
function countedAt(kind: string): Promise<readonly number[]> {
  const counts = new RegExp(`^sallyport_events_total\\{[^}]*kind="${kind}"[^}]*\\} (\\d+)$`, 'gm')
  return Promise.all(
    nodes.map(async (node) => {
      const { body } = await node.operations('/metrics')
      return [...body.matchAll(counts)].reduce((sum, [, count]) => sum + Number(count), 0)
    }),
  )
}

const asSuperuser = async (query: string) =>
  (await withClient(behind.site.urls.superuserUrl, (client) => client.query(query))).rows

async function passes(browser: TerminalBrowser, node: ServingNode): Promise<boolean> {
  return (await node.browser(browser).get(`/session-check/${DOOR}`)).status !== 401
}

describe('three nodes behind HAProxy as it is shipped are one site:', () => {
  it('who logs out through it is refused within a second at each of them', async () => {
    const member = somebody()
    const browser = behind.browser()
    await typePassword(browser, member.userId, member.password ?? '')
    await browser.post(`${ONLINE}/passcode`, { passcode: passcodeOf(member) })
    const kept = nodes[0]?.browser(browser) ?? browser
    for (const node of nodes) expect(await passes(kept, node)).toBe(true)
    await browser.get(HOME)
    expect((await browser.post(`${HOME}/log-out`, {})).location).toBe(`${HOME}/logged-out`)
    const refused = async () => {
      for (const node of nodes) expect(await passes(kept, node)).toBe(false)
    }
    await vi.waitFor(refused, { timeout: 1000, interval: 20 })
  })

  it('ten wrong passcodes, spread over all of them, are counted as ten and lock', async () => {
    const { userId, password = '' } = somebody()
    const before = await countedAt('logon.passcode-refused')
    for (const address of ['127.0.71.1', '127.0.72.1']) {
      const browser = behind.browser(address)
      await typePassword(browser, userId, password)
      for (let n = 0; n < 5; n++) await browser.submit(`${ONLINE}/passcode`, { passcode: `00000${n}` })
    }
    const after = await countedAt('logon.passcode-refused')
    const each = after.map((count, place) => count - (before[place] ?? 0))
    expect(each.reduce((sum, count) => sum + count)).toBe(10)
    expect(Math.min(...each)).toBeGreaterThan(0)
    const locked = 'select failures from attempt_budget where locked_until is not null'
    expect(await asSuperuser(locked)).toEqual([{ failures: 10 }])
    for (const node of nodes) {
      const answer = await typePassword(node.browserAt('127.0.73.1'), userId, password)
      expect(answer.body).not.toContain('name="passcode"')
    }
    // The last test lets nobody be locked who did not fail by himself.
    await asSuperuser('delete from attempt_budget where locked_until is not null')
  })

  it('each mail that a crowd brings leaves once, whoever of them sends it', async () => {
    const begin = async ({ userId, password = '' }: Member) =>
      typePassword(behind.browser(), userId, password)
    await Promise.all(crowd.email.map(begin))
    const unsent = "select from outbox_mail where state <> 'sent'"
    await vi.waitFor(async () => expect(await asSuperuser(unsent)).toEqual([]), { timeout: 10_000 })
    const sent = await asSuperuser('select from outbox_mail')
    const received = crowd.email.map(({ email }) => behind.site.mailsTo(email))
    expect(received).toEqual(crowd.email.map(() => 1))
    expect(sent.length).toBe(crowd.email.length + 1)
  })

  it('one that is told to end under logons costs nobody a request', async () => {
    const shift = new Shift((from) => from ?? behind.browser(), people.splice(0, 24))
    const playing = shift.play(PEOPLE_AT_ONCE)
    await vi.waitFor(() => expect(shift.told.logons.length).toBeGreaterThan(5), { timeout: 10_000 })
    nodes[0]?.process.kill('SIGTERM')
    expect(await nodes[0]?.ended).toBe(0)
    again = await behind.startAgain(0)
    await playing
    expect(shift.told.wrongs).toEqual([])
    expect(behind.cut()).toEqual([])
    expect(shift.told.logons).toHaveLength(24)
  })

  it('one that is killed under logons cuts those it was answering, and no promise of anybody’s', async () => {
    const people = PEOPLE_AT_ONCE
    const stage = new Stage({ ...behind.site, browser: () => behind.browser() })
    const mine = (members: readonly Member[], n: number) => members.filter((_, at) => at % people === n)
    const cast = (n: number) => ({
      app: mine(crowd.app.slice(-12), n),
      email: mine(crowd.email, n),
      uninitiated: mine(crowd.uninitiated, n),
    })
    stage.raise()
    const playing = Promise.all(
      Array.from({ length: people }, (_, n) => new VirtualUser(stage, cast(n)).play(n)),
    )
    await stage.answers(60)
    await nodes[1]?.kill()
    await stage.answers(160)
    stage.over = true
    await playing
    expect(behind.cut().length).toBeLessThanOrEqual(people)
    expect(stage.told.logons.length).toBeGreaterThan(0)
    await Promise.all([nodes[2]?.kill(), again.kill()])
    expect(await promisesBroken(stage)).toEqual([])
  })
})
