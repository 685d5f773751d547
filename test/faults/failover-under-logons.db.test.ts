import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { viewServer } from '../../src/db/find-authority.ts'
import { withClient } from '../../src/db/with-client.ts'
import type { SiteId } from '../../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { switchOver, takeOver } from '../../src/sites/take-over.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import type { ServingNode } from '../support/serving-node.ts'
import { type ServingSites, servingSites } from '../support/serving-sites.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'
import { brokenPromises } from './promises-kept.ts'
import { type Crowd, type Member, seedCrowd } from './seed-crowd.ts'
import { Stage } from './stage.ts'
import { VirtualUser } from './virtual-user.ts'

const USERS = 4
const SOON = { timeout: 30_000, interval: 50 }
let sites: ServingSites
let crowd: Crowd
let nodes: Readonly<Record<SiteId, ServingNode>>
/** That of the site the network points at. */
let node: ServingNode
let stage: Stage
let playing: Promise<unknown>
/** Whom nobody plays: they began before authority moved, and go on after it. */
let bystanders: readonly [Member, Member, Member, Member]

beforeAll(async () => {
  sites = await servingSites()
  const { ownerUrl } = sites.site.urls
  const size = { app: 24, email: 4, uninitiated: 24, operatorPairs: 1 } as const
  const { app, ...others } = await seedCrowd(ownerUrl, sites.site.sealingKey, size)
  const [one, two, three, four, ...played] = app
  if (!one || !two || !three || !four) throw new Error('four bystanders')
  bystanders = [one, two, three, four]
  crowd = { app: played, ...others }
  nodes = { secondary: await sites.startNode('secondary'), primary: await sites.startNode('primary') }
  node = nodes.primary
  stage = new Stage(sites.site)
  const mine = (n: number) => (_: unknown, index: number) => index % USERS === n
  const cast = (n: number) => ({
    ...{ app: crowd.app.filter(mine(n)), email: crowd.email.filter(mine(n)) },
    uninitiated: crowd.uninitiated.filter(mine(n)),
  })
  playing = Promise.all(Array.from({ length: USERS }, (_, n) => new VirtualUser(stage, cast(n)).play(n)))
})
afterAll(async () => {
  stage.over = true
  stage.raise()
  await playing
  await sites.stop()
})

const passcodeOf = ({ totpSecret = '' }: Member) => appCode(totpSecret, systemClock.now())
const presentPasscode = (browser: TerminalBrowser, passcode: string) =>
  browser.post(`${ONLINE}/passcode`, { passcode })

async function halfLoggedOn({ userId, password = '' }: Member): Promise<TerminalBrowser> {
  const browser = node.browser()
  await typePassword(browser, userId, password)
  return browser
}

/** Until a password is taken again: a try, an attempt and an event are written. */
async function untilWritable({ userId, password = '' }: Member): Promise<void> {
  await vi.waitFor(async () => {
    const browser = node.browser()
    await browser.get(ONLINE)
    const { location } = await browser.post(ONLINE, { user_id: userId, password })
    expect(location).toBe(`${ONLINE}/passcode`)
  }, SOON)
}

async function moveTo(to: SiteId, how: 'switch' | 'disaster') {
  const from = to === 'primary' ? 'secondary' : 'primary'
  const { ownerUrl: url } = sites.servers[to]
  const view = await viewServer(url)
  if (view.state === 'lost') throw new Error(view.reason)
  const statement = await sites.sign(
    to,
    crowd.operators ?? [],
    `The ${from} site takes no writes: it was switched off.`,
    how === 'switch' ? 30 : 0,
  )
  const taking = {
    ...{
      to: sites.controls[to],
      from: sites.controls[from],
      statement,
      at: systemClock.now(),
      witness: 'none' as const,
    },
    ...{ there: { url, authority: view.authority } },
    ...{ world: { randomness: systemRandomness }, say: () => undefined },
  }
  const began = performance.now()
  const moved = await (how === 'switch' ? switchOver(taking) : takeOver(taking))
  expect(moved).toMatchObject({ ok: true })
  node = nodes[to]
  sites.site.pointTo(node)
  await untilWritable(bystanders[3])
  return performance.now() - began
}

const paired = () =>
  vi.waitFor(async () => expect((await sites.authority()).authority.mode).toBe('paired'), SOON)

const broken = (at: SiteId) =>
  withClient(sites.servers[at].superuserUrl, (client) => brokenPromises(client, stage.told))

/** Plays on until so many answers were given, then has everybody who notices wait. */
async function playOn(answers: number): Promise<void> {
  stage.raise()
  await Promise.race([stage.answers(answers), playing])
}

describe('authority moves under logons', () => {
  it('by a planned switch within ten seconds: sessions and half-done logons go on, and no passcode works twice', async () => {
    const loggedOn = await halfLoggedOn(bystanders[0])
    const used = passcodeOf(bystanders[0])
    expect((await presentPasscode(loggedOn, used)).location).toBe('/online')
    const half = await halfLoggedOn(bystanders[1])
    await playOn(60)
    stage.lower()
    const took = await moveTo('secondary', 'switch')
    await stage.awaitedBy(USERS)
    expect(took).toBeLessThan(10_000)
    expect((await node.browser(loggedOn).get('/online')).status).toBe(200)
    expect((await presentPasscode(node.browser(half), passcodeOf(bystanders[1]))).location).toBe('/online')
    const again = await halfLoggedOn(bystanders[0])
    expect((await presentPasscode(again, used)).location).not.toBe('/online')
    expect(await broken('secondary')).toEqual([])
    await paired()
  })

  it('by a disaster within a minute: nothing that anybody was told is lost', async () => {
    const half = await halfLoggedOn(bystanders[2])
    await playOn(60)
    process.kill(sites.servers.secondary.pid, 'SIGKILL')
    stage.lower()
    const took = await moveTo('primary', 'disaster')
    await stage.awaitedBy(USERS)
    expect(took).toBeLessThan(60_000)
    expect((await presentPasscode(node.browser(half), passcodeOf(bystanders[2]))).location).toBe('/online')
    expect(await broken('primary')).toEqual([])
    expect((await sites.authority()).authority).toMatchObject({
      term: 2,
      site: 'primary',
      mode: 'standalone',
    })
  })

  it('and the lost site comes back as the standby: paired again by itself, its evidence in order', async () => {
    await sites.controls.secondary.follow(sites.servers.primary.superuserUrl)
    await paired()
    await playOn(20)
    stage.lower()
    await stage.awaitedBy(USERS)
    expect(await broken('primary')).toEqual([])
    const kinds = await withClient(sites.servers.secondary.superuserUrl, (client) =>
      client.query(
        "select kind, facts->>'how' as how, facts->>'term' as term from audit_event where kind like 'site.%' order by at",
      ),
    )
    expect(kinds.rows).toEqual([
      { kind: 'site.authority-moved', how: 'switch', term: '1' },
      { kind: 'site.paired', how: null, term: '1' },
      { kind: 'site.authority-moved', how: 'disaster', term: '2' },
      { kind: 'site.paired', how: null, term: '2' },
    ])
    expect(stage.told.logons.length).toBeGreaterThan(10)
  })
})
