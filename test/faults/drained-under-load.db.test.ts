import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { type FaultyServer, startFaultyServer } from '../contracts/mail-faulty-server.ts'
import type { ServingNode } from '../support/serving-node.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import { brokenPromises } from './promises-kept.ts'
import { type Crowd, seedCrowd } from './seed-crowd.ts'
import { Shift } from './shift.ts'

const PEOPLE_AT_ONCE = 6

let site: ServingSite
let crowd: Crowd
beforeAll(async () => {
  site = await servingSite()
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 40, email: 0, uninitiated: 12 })
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

describe('a node that is told to end while people log on', () => {
  it('is not ready at once, serves on, and then ends with no request cut and nothing forgotten', async () => {
    const [ending, other] = [await site.startNode({ SALLYPORT_DRAIN_SECONDS: '1' }), await site.startNode()]
    const balancing = balancer([ending, other])
    const served = new Set<ServingNode>()
    const shift = new Shift((from) => {
      const node = balancing.node()
      served.add(node)
      return node.browser(from)
    }, crowd.app)
    const playing = shift.play(PEOPLE_AT_ONCE)
    await vi.waitFor(() => expect(shift.told.logons.length).toBeGreaterThan(5), { timeout: 30_000 })
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
    expect(served).toContain(other)
    const broken = await withClient(site.urls.superuserUrl, (client) => brokenPromises(client, shift.told))
    expect(broken).toEqual([])
    expect(ending.log().map(({ msg }) => msg)).toContain('ended')
    // It would send the mail that the last test looks for.
    await other.kill()
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

interface Left {
  readonly state: string
  readonly claimed: boolean
  readonly soon: boolean
  readonly answer: string | null
}

describe('mail in the hands of a node that ends', () => {
  let faulty: FaultyServer
  beforeAll(async () => {
    faulty = await startFaultyServer('never greets', { hostnames: ['localhost', '127.0.0.1'] })
  })
  afterAll(() => faulty.stop())

  const mails = () =>
    withClient(site.urls.superuserUrl, async (client) => {
      const { rows } = await client.query<Left>(
        `select state, claimed_until is not null as claimed, due_at - created_at < interval '30 seconds' as soon,
          last_answer as answer from outbox_mail`,
      )
      return rows
    })

  it('is given back: any node may send it within seconds, with no claim to run out first', async () => {
    const { host, port, user, password } = faulty.address
    const ending = await site.startNode({
      SALLYPORT_SMTP_URL: `smtp://${user}:${encodeURIComponent(password)}@${host}:${port}`,
    })
    for (const { userId } of crowd.uninitiated) {
      const browser = ending.browser()
      await browser.get('/initiation')
      await browser.post('/initiation', { user_id: userId })
    }
    const queued = await mails()
    expect(queued).toHaveLength(crowd.uninitiated.length)
    expect(queued.some(({ claimed }) => claimed)).toBe(true)
    ending.process.kill('SIGTERM')
    expect(await ending.ended).toBe(0)
    const left = await mails()
    expect(left.map(({ state, claimed, soon }) => [state, claimed, soon])).toEqual(
      left.map(() => ['queued', false, true]),
    )
    // Those that were not begun are not waited for.
    expect(left.filter(({ answer }) => answer?.includes('pool was closed')).length).toBeGreaterThan(5)
  }, 40_000)
})
