import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { recordEvent } from '../../src/audit/record-event.ts'
import { openDatabase } from '../../src/db/open-database.ts'
import { OutcomeUnknown } from '../../src/db/outcome-unknown.ts'
import { withClient } from '../../src/db/with-client.ts'
import type { Epoch } from '../../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import type { ServingNode } from '../support/serving-node.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { type Crowd, seedCrowd } from './seed-crowd.ts'

const SOON = { timeout: 30_000, interval: 100 }
let site: ServingSite
let crowd: Crowd
let node: ServingNode
let loggedOn: TerminalBrowser

beforeAll(async () => {
  site = await servingSite()
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 4, email: 0, uninitiated: 0 })
  node = await site.startNode()
  loggedOn = node.browser()
  await logOn(loggedOn, 0)
})
afterAll(() => site.stop())

const asSuperuser = (...sql: readonly string[]) =>
  withClient(site.urls.superuserUrl, async (client) => {
    for (const each of sql) await client.query(each)
  })
const waitFor = (standbys: string) =>
  asSuperuser(`alter system set synchronous_standby_names = '${standbys}'`, 'select pg_reload_conf()')

async function typed(browser: TerminalBrowser, n: number): Promise<Answer> {
  const { userId, password = '' } = crowd.app[n] ?? {}
  await browser.get(ONLINE)
  return browser.post(ONLINE, { user_id: userId ?? '', password })
}

async function logOn(browser: TerminalBrowser, n: number): Promise<Answer> {
  const { userId, password = '', totpSecret = '' } = crowd.app[n] ?? {}
  await typePassword(browser, userId ?? '', password)
  return browser.post(`${ONLINE}/passcode`, { passcode: appCode(totpSecret, systemClock.now()) })
}

const metric = async (name: string) =>
  new RegExp(`^sallyport_${name} (\\S+)$`, 'm').exec((await node.operations('/metrics')).body)?.[1]

describe('a site whose standby is lost', () => {
  it('answers a logon 503 with Retry-After, and those after it without trying anything', async () => {
    await waitFor('secondary')
    const [first, second] = [await typed(node.browser(), 1), await typed(node.browser(), 2)]
    for (const answer of [first, second]) {
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(first.body).toContain('We can not tell whether that was done')
    expect(second.body).toContain('Nothing was changed')
    expect(await metric('commits_acknowledged')).toBe('0')
  })

  it('keeps nobody waiting who has not heard that a commit waits again, as it was paired a moment ago', async () => {
    const settings = { url: site.urls.ownerUrl, poolSize: 1, applicationName: 'late', term: 0 }
    const late = openDatabase({ ...settings, mode: () => 'standalone' })
    const world = { epoch: 'primary/0' as Epoch, randomness: systemRandomness }
    const event = { kind: 'programme.in-force', at: systemClock.now(), accountId: null } as const
    const written = late.write({ as: 'operations' }, (tx) =>
      recordEvent(tx, world, { ...event, reference: null, facts: {}, particulars: {} }),
    )
    await expect(written).rejects.toThrow(OutcomeUnknown)
    await late.close()
  })

  it('leaves nobody behind at the server who waits for ever, however many come', async () => {
    await Promise.all(Array.from({ length: 30 }, () => typed(node.browser(), 3)))
    const waiting = () =>
      withClient(
        site.urls.superuserUrl,
        async (client) =>
          (await client.query("select from pg_stat_activity where wait_event = 'SyncRep'")).rowCount,
      )
    await vi.waitFor(async () => expect(await waiting()).toBeLessThanOrEqual(1), SOON)
  })

  it('goes on answering who is logged on, and says that it is ready', async () => {
    for (let time = 0; time < 3; time++) {
      expect((await loggedOn.get('/online')).status).toBe(200)
    }
    expect((await node.operations('/ready')).status).toBe(200)
  })

  it('lets people in again by itself once the standby acknowledges', async () => {
    await waitFor('')
    await vi.waitFor(async () => expect((await logOn(node.browser(), 1)).location).toBe('/online'), SOON)
    expect(await metric('commits_acknowledged')).toBe('1')
  })
})
