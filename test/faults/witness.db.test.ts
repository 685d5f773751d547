import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { processesIn } from '../../src/db/embedded/processes-in.ts'
import { viewServer } from '../../src/db/find-authority.ts'
import { withClient } from '../../src/db/with-client.ts'
import type { SiteId } from '../../src/kernel/ids.ts'
import { systemClock } from '../../src/kernel/system.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type ServingNode, startProgram } from '../support/serving-node.ts'
import { type ServingSites, servingSites } from '../support/serving-sites.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'
import { startWitness, type WitnessProgram } from '../support/witness-program.ts'
import { type Crowd, seedCrowd } from './seed-crowd.ts'

/** Two sites and a witness; one story, each test goes on from the one before. */
const SOON = { timeout: 60_000, interval: 100 }
const TEXT = 'The primary data centre lost its power at 06:40, and its hosts were switched off.'
let witness: WitnessProgram
let sites: ServingSites
let crowd: Crowd
let node: ServingNode
let loggedOn: TerminalBrowser

beforeAll(async () => {
  witness = await startWitness()
  sites = await servingSites(witness.settings)
  const { urls, sealingKey } = sites.site
  crowd = await seedCrowd(urls.ownerUrl, sealingKey, { app: 4, email: 0, uninitiated: 0, operatorPairs: 1 })
  node = await sites.startNode()
  loggedOn = node.browser()
  expect((await logOn(0, loggedOn)).location).toBe('/online')
})
afterAll(async () => {
  standby('SIGCONT')
  await sites.stop()
  await witness.kill()
})

/** Silent, as behind a cut line: it answers nothing, and no line to it is closed. */
function standby(signal: 'SIGSTOP' | 'SIGCONT'): void {
  const data = realpathSync(join(sites.servers.secondary.folder, 'cluster/data'))
  for (const pid of processesIn(data)) process.kill(pid, signal)
}

async function logOn(n: number, browser = node.browser()) {
  const { userId, password = '', totpSecret = '' } = crowd.app[n] ?? {}
  await typePassword(browser, userId ?? '', password)
  return browser.post(`${ONLINE}/passcode`, { passcode: appCode(totpSecret, systemClock.now()) })
}

async function typed(n: number) {
  const { userId, password = '' } = crowd.app[n] ?? {}
  const browser = node.browser()
  await browser.get(ONLINE)
  return browser.post(ONLINE, { user_id: userId ?? '', password })
}

/** Milliseconds until a password is taken again: a try, an attempt and an event are written. */
const becomesWritable = (n: number) =>
  vi.waitFor(async () => expect((await typed(n)).location).toBe(`${ONLINE}/passcode`), SOON)

const mode = async () => (await viewServer(sites.servers.primary.ownerUrl)) as { authority: { mode: string } }
const alarms = () => node.log().flatMap(({ alarm, msg }) => (alarm === 'authority' ? [String(msg)] : []))
const recorded = () =>
  withClient(sites.servers.primary.superuserUrl, async (client) => {
    const { rows } = await client.query(
      `select kind, account_id is null as alone, facts->>'witness' as witness from audit_event
        where kind like 'site.%' order by at, transaction_id`,
    )
    return rows
  })

it('without its standby and without the witness a site waits: 503 for who would log on, and sessions go on', async () => {
  // A node knows of its standby from its first look on.
  expect((await node.operations('/metrics')).body).toMatch(/^sallyport_standby_seen 1$/m)
  await witness.kill()
  standby('SIGSTOP')
  expect((await typed(1)).status).toBe(503)
  await vi.waitFor(() => expect(alarms().at(-1)).toContain('the witness is not heard'), SOON)
  expect((await typed(1)).status).toBe(503)
  expect((await loggedOn.get('/online')).status).toBe(200)
  expect((await mode()).authority.mode).toBe('paired')
  expect(await recorded()).toEqual([])
})

it('once the witness is heard it goes on alone by itself, and says so', async () => {
  await witness.start()
  await becomesWritable(1)
  expect(alarms().at(-1)).toContain("standalone by the witness's word, recorded as ")
  expect(await recorded()).toEqual([{ kind: 'site.standalone', alone: true, witness: 'yes' }])
  // As of the next look at both servers.
  await vi.waitFor(async () => {
    const { body } = await node.operations('/metrics')
    expect(body).toMatch(/^sallyport_standalone 1$/m)
    expect(body).toMatch(/^sallyport_standby_seen 0$/m)
    expect(body).toMatch(/^sallyport_standby_behind_bytes [1-9]/m)
  }, SOON)
})

it('paired again by itself when the standby is back, it goes on alone at the next loss too', async () => {
  standby('SIGCONT')
  await vi.waitFor(async () => expect((await mode()).authority.mode).toBe('paired'), SOON)
  standby('SIGSTOP')
  await becomesWritable(2)
  expect((await recorded()).map(({ kind }) => kind)).toEqual([
    'site.standalone',
    'site.paired',
    'site.standalone',
  ])
})

it('then the other site is not promoted, whoever signs, unless both answer for doing without the word', async () => {
  process.kill(sites.servers.primary.pid, 'SIGKILL')
  standby('SIGCONT')
  const promote = async (...more: readonly string[]) => {
    const signing = ['--statement', TEXT, '--maker', 'OPSMAK01', '--checker', 'OPSCHK01', '--apply']
    const argv = ['site', 'promote', ...signing, ...more, '--config', sites.settingsFiles.secondary]
    const passcodes = (crowd.operators ?? []).flatMap(({ password = '', totpSecret = '' }) => [
      password,
      appCode(totpSecret, systemClock.now()),
    ])
    const program = startProgram(argv, {}, passcodes)
    return { status: await program.ended, said: program.output() }
  }
  const refused = await vi.waitFor(async () => {
    const answer = await promote()
    expect(answer.said).not.toContain('does not answer')
    return answer
  }, SOON)
  expect(refused).toMatchObject({
    status: 1,
    said: expect.stringMatching(/the witness (gave its word to the other site|says no)/),
  })
  const still: { state: string } = await viewServer(sites.servers.secondary.ownerUrl)
  expect(still.state).toBe('standby')
  const overruled = await promote('--without-witness')
  expect(overruled).toMatchObject({ status: 0, said: expect.stringContaining('done; recorded as') })
  const holds: SiteId = (await sites.authority()).authority.site
  expect(holds).toBe('secondary')
})
