import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { systemClock } from '../../src/kernel/system.ts'
import { type FaultyServer, startFaultyServer } from '../contracts/mail-faulty-server.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import type { ServingNode } from '../support/serving-node.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { brokenPromises } from './promises-kept.ts'
import { type Crowd, type Member, seedCrowd } from './seed-crowd.ts'
import type { Told } from './stage.ts'

const HOME = '/online'
const PEOPLE_AT_ONCE = 6

let site: ServingSite
let crowd: Crowd
beforeAll(async () => {
  site = await servingSite()
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 40, email: 2, uninitiated: 0 })
})
afterAll(() => site.stop())

const readyAt = async (node: ServingNode) => JSON.parse((await node.operations('/ready')).body)

/** As a balancer has it: asks for readiness ten times a second, and sends people to the first node that was ready. */
function balancer(nodes: readonly ServingNode[]) {
  const ready = new Set(nodes)
  const look = (node: ServingNode) =>
    readyAt(node).then(
      (said) => (said.ready ? ready.add(node) : ready.delete(node)),
      () => ready.delete(node),
    )
  const looking = setInterval(() => nodes.map(look), 100)
  return {
    node: (): ServingNode => (nodes.find((each) => ready.has(each)) ?? nodes.at(-1)) as ServingNode,
    stop: () => clearInterval(looking),
  }
}

/** People who log on one after the other, each request at the node the balancer names. */
class Shift {
  readonly told: Told = { logons: [], initiations: [], logOuts: [], references: new Set(), wrongs: [] }
  readonly served = new Map<ServingNode, number>()
  readonly #node: () => ServingNode
  readonly #members: Member[]

  constructor(node: () => ServingNode, members: readonly Member[]) {
    this.#node = node
    this.#members = [...members]
  }

  async play(): Promise<void> {
    for (let next = this.#members.shift(); next !== undefined; next = this.#members.shift())
      await this.#logOn(next)
  }

  async #logOn({ userId, password = '', totpSecret = '' }: Member): Promise<void> {
    let browser = this.#node().browser()
    const ask = async (exchange: (at: TerminalBrowser) => Promise<Answer>): Promise<Answer> => {
      const node = this.#node()
      browser = node.browser(browser)
      const answer = await exchange(browser)
      this.served.set(node, (this.served.get(node) ?? 0) + 1)
      return answer
    }
    await ask((at) => at.get(ONLINE))
    await ask((at) => at.post(ONLINE, { user_id: userId, password }))
    await ask((at) => at.get(`${ONLINE}/passcode`))
    const passcode = appCode(totpSecret, systemClock.now())
    const answer = await ask((at) => at.post(`${ONLINE}/passcode`, { passcode }))
    const token = browser.cookies.get('__Host-sallyport-primary-ccms.otp.online-session')
    if (answer.location !== HOME || token === undefined)
      this.told.wrongs.push(`${userId} was not let in: ${answer.status} ${answer.location}`)
    else this.told.logons.push({ userId, token, proof: `${userId} ${passcode}` })
  }
}

describe('a node that is told to end while people log on', () => {
  it('is not ready at once, serves on, and then ends with no request cut and nothing forgotten', async () => {
    const [ending, other] = [await site.startNode({ SALLYPORT_DRAIN_SECONDS: '1' }), await site.startNode()]
    const balancing = balancer([ending, other])
    const shift = new Shift(balancing.node, crowd.app)
    const playing = Promise.all(Array.from({ length: PEOPLE_AT_ONCE }, () => shift.play()))
    await vi.waitFor(() => expect(shift.told.logons.length).toBeGreaterThan(5), { timeout: 10_000 })
    ending.process.kill('SIGTERM')
    await vi.waitFor(async () => {
      const { ready, parts } = await readyAt(ending)
      expect([ready, parts.serving.says]).toEqual([false, 'told to end'])
    })
    expect((await ending.browser().get('/')).status).toBe(200)
    expect(await ending.ended).toBe(0)
    await playing
    balancing.stop()
    expect(shift.told.logons).toHaveLength(crowd.app.length)
    expect(shift.served.get(other)).toBeGreaterThan(0)
    const broken = await withClient(site.urls.superuserUrl, (client) => brokenPromises(client, shift.told))
    expect(broken).toEqual([])
    expect(ending.log().map(({ msg }) => msg)).toContain('ended')
  }, 60_000)

  it('ends each connection with its next answer, so that nobody is cut off when the listener closes', async () => {
    const node = await site.startNode({ SALLYPORT_DRAIN_SECONDS: '60' })
    const browser = node.browser()
    expect((await browser.get('/')).headers.get('connection')).toBe('keep-alive')
    node.process.kill('SIGTERM')
    await vi.waitFor(async () => expect((await readyAt(node)).ready).toBe(false))
    expect((await browser.get('/')).headers.get('connection')).toBe('close')
    // Told once more, it does not wait for the minute.
    const again = setInterval(() => node.process.kill('SIGTERM'), 100)
    expect(await node.ended).toBe(1)
    clearInterval(again)
    expect(node.log().at(-1)).toMatchObject({ msg: 'ended with work unfinished', because: 'told again' })
  }, 20_000)
})

describe('mail in the hands of a node that ends', () => {
  let faulty: FaultyServer
  beforeAll(async () => {
    faulty = await startFaultyServer('never greets', { hostnames: ['localhost', '127.0.0.1'] })
  })
  afterAll(() => faulty.stop())

  it('is given back: any node may send it within seconds, with no claim to run out first', async () => {
    const { host, port, user, password } = faulty.address
    const ending = await site.startNode({
      SALLYPORT_SMTP_URL: `smtp://${user}:${encodeURIComponent(password)}@${host}:${port}`,
    })
    const [reader] = crowd.email
    if (reader === undefined) throw new Error('an empty crowd')
    await typePassword(ending.browser(), reader.userId, reader.password ?? '')
    const claims = "select tries from outbox_mail where state = 'queued' and claimed_until is not null"
    const claimed = () =>
      withClient(site.urls.superuserUrl, async (client) => (await client.query(claims)).rowCount)
    await vi.waitFor(async () => expect(await claimed()).toBe(1), { timeout: 3_000, interval: 20 })
    ending.process.kill('SIGTERM')
    expect(await ending.ended).toBe(0)
    expect(await claimed()).toBe(0)
    const due =
      "select due_at - created_at < interval '15 seconds' as soon from outbox_mail where state = 'queued'"
    const { rows } = await withClient(site.urls.superuserUrl, (client) => client.query(due))
    expect(rows).toEqual([{ soon: true }])
  }, 40_000)
})
