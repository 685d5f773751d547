import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { systemClock } from '../../src/kernel/system.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import type { ServingNode } from '../support/serving-node.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import { type Crowd, seedCrowd } from './seed-crowd.ts'

let site: ServingSite
let crowd: Crowd
let node: ServingNode
beforeAll(async () => {
  site = await servingSite()
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 3, email: 2, uninitiated: 0 })
  node = await site.startNode()
})
afterAll(() => site.stop())

const asSuperuser = (sql: string) => withClient(site.urls.superuserUrl, (client) => client.query(sql))
const SOON = { timeout: 30_000, interval: 50 }

interface Ready {
  readonly ready: boolean
  readonly parts: Readonly<Record<string, { readonly ready: boolean; readonly says: string }>>
}

async function readiness(): Promise<Ready & { readonly status: number }> {
  const { status, body } = await node.operations('/ready')
  return { status, ...(JSON.parse(body) as Ready) }
}

/** Names and values of the samples of one scrape; throws on a line that is none. */
async function scrape(): Promise<ReadonlyMap<string, number>> {
  const { body } = await node.operations('/metrics')
  const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const [, name = '', value = ''] =
        /^([a-z_]\w*(?:\{(?:\w+="[^"\\]*",?)+\})?) ([-+]?[\d.e+-]+|NaN|\+Inf)$/i.exec(line) ?? []
      if (name === '') throw new Error(`no sample: ${line}`)
      return [name, Number(value)]
    }),
  )
}

const events = (kind: string, reason = '') =>
  `sallyport_events_total{kind="${kind}",door="ccms.otp.online",reason="${reason}"}`

describe('the operations listener', () => {
  it('says that the node lives and is ready, with every part by name; and serves nothing else', async () => {
    expect(await node.operations('/live')).toEqual({ status: 200, body: '{"live":true}\n' })
    const { status, ready, parts } = await readiness()
    expect([status, ready]).toEqual([200, true])
    expect(Object.keys(parts)).toEqual(['serving', 'database', 'schema', 'clock', 'outbox'])
    expect(await node.operations('/')).toMatchObject({ status: 404 })
    expect((await node.browser().get('/metrics')).status).toBe(404)
    expect((await node.browser().get('/ready')).status).toBe(404)
  })

  it('counts what was done: each logon, refusal, hash, request and mail once, and live sessions', async () => {
    const before = await scrape()
    const [first, second, stranger] = crowd.app
    for (const { userId, password = '', totpSecret = '' } of [first, second].filter(
      (one) => one !== undefined,
    )) {
      const browser = node.browser()
      await typePassword(browser, userId, password)
      await browser.post(`${ONLINE}/passcode`, { passcode: appCode(totpSecret, systemClock.now()) })
    }
    await typePassword(node.browser(), stranger?.userId ?? '', 'wrong')
    await typePassword(node.browser(), 'NOBODY99', 'wrong')
    const [reader] = crowd.email
    await typePassword(node.browser(), reader?.userId ?? '', reader?.password ?? '')
    await site.codeMailedTo(reader?.email ?? '', 0)
    await vi.waitFor(async () => {
      const after = await scrape()
      const more = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
      expect({
        completed: more(events('logon.completed')),
        accepted: more(events('logon.password-accepted')),
        wrong: more(events('logon.password-refused', 'wrong-password')),
        unknown: more(events('logon.password-refused', 'unknown-user')),
        decisions: more('sallyport_decision_seconds_count'),
        hashes: more('sallyport_hash_seconds_count'),
        posts: more('sallyport_request_seconds_count{method="POST",route="/otp/online",status="303"}'),
        mails: more('sallyport_mail_tries_total{outcome="sent",answer="2xx"}'),
        sessions: more('sallyport_sessions_live'),
      }).toEqual({
        completed: 2,
        accepted: 3,
        wrong: 1,
        unknown: 1,
        decisions: 5,
        // Five compared; and three that were right were hashed anew, the crowd's being cheap ones.
        hashes: 8,
        posts: 5,
        mails: 1,
        sessions: 2,
      })
      expect(after.get('sallyport_ready')).toBe(1)
      expect(after.get('sallyport_connection_wait_seconds_count')).toBeGreaterThan(0)
      expect(after.get('process_cpu_seconds_total')).toBeGreaterThan(0)
      expect(after.has('nodejs_eventloop_lag_seconds')).toBe(true)
    }, SOON)
    const { rows } = await asSuperuser(
      "select count(*)::int as n from audit_event where kind = 'logon.completed'",
    )
    expect((await scrape()).get(events('logon.completed'))).toBe(rows[0]?.n)
  })

  it('has no name in it that a stranger chose: not a User ID, a path, a method or a host', async () => {
    const browser = node.browser()
    await browser.get('/CANARY-PATH?CANARY=1')
    await typePassword(browser, 'CANARY01', 'CANARY password')
    const { body } = await node.operations('/metrics')
    expect(body).toContain('route="/*"')
    expect(body).not.toMatch(/canary/i)
  })
})

describe('readiness', () => {
  it('is lost within seconds of the database, with the reason, and is back with it; the node lives throughout', async () => {
    await site.stopPostgres()
    await vi.waitFor(async () => {
      const { status, parts } = await readiness()
      expect([status, parts['database']?.ready]).toEqual([503, false])
      expect(parts['database']?.says).toMatch(/ECONNREFUSED|terminat|silent/)
    }, SOON)
    expect((await node.operations('/live')).status).toBe(200)
    const away = await scrape()
    expect([away.get('sallyport_ready'), away.get('sallyport_database_up')]).toEqual([0, 0])
    expect(away.has('sallyport_sessions_live')).toBe(false)
    await site.restartPostgres()
    await vi.waitFor(async () => expect((await readiness()).ready).toBe(true), SOON)
    expect((await scrape()).get('sallyport_database_up')).toBe(1)
  })
})
