import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Crowd, type Member, seedCrowd } from '../../test/faults/seed-crowd.ts'
import { appCode, ONLINE, typePassword } from '../../test/support/journeys.ts'
import { runCommand } from '../../test/support/run-command.ts'
import { type ServingNode, startProgram } from '../../test/support/serving-node.ts'
import { type ServingSites, servingSites } from '../../test/support/serving-sites.ts'
import { withClient } from '../db/with-client.ts'
import type { SiteId } from '../kernel/ids.ts'
import { systemClock } from '../kernel/system.ts'

/** The secondary is dead on the morning of the launch; one story, each test goes on from the one before. */
const SOON = { timeout: 30_000, interval: 100 }
const TEXT = 'The secondary data centre lost its power at 06:40, and its hosts were switched off.'
let sites: ServingSites
let crowd: Crowd
let node: ServingNode
let restarted: ServingNode

beforeAll(async () => {
  sites = await servingSites()
  const { urls, sealingKey } = sites.site
  // Each of them logs on once: a second time within half a minute his passcode would be a used one.
  crowd = await seedCrowd(urls.ownerUrl, sealingKey, { app: 6, email: 0, uninitiated: 0, operatorPairs: 1 })
  node = await sites.startNode()
})
afterAll(() => sites.stop())

/** `sallyport site …` where it changes nothing. */
async function look(at: SiteId, argv: readonly string[]) {
  const ran = await runCommand(['site', ...argv, '--config', sites.settingsFiles[at]])
  return { status: ran.status, said: ran.printed + ran.complained }
}

/** The same in a process of its own, at a site's host, with what the operators type. */
async function site(at: SiteId, argv: readonly string[], typed: readonly string[] = []) {
  const program = startProgram(['site', ...argv, '--config', sites.settingsFiles[at]], {}, typed)
  return { status: await program.ended, said: program.output() }
}

const signing = ['--statement', TEXT, '--maker', 'OPSMAK01', '--checker', 'OPSCHK01'] as const
/** Passcodes their apps showed `before` so many seconds. */
const typedBy = (operators: readonly Member[] = [], before = 0) =>
  operators.flatMap(({ password = '', totpSecret = '' }) => [
    password,
    appCode(totpSecret, systemClock.now().subtract({ seconds: before })),
  ])

async function logOn(n: number, at = node, browser = at.browser()) {
  const { userId, password = '', totpSecret = '' } = crowd.app[n] ?? {}
  await typePassword(browser, userId ?? '', password)
  return browser.post(`${ONLINE}/passcode`, { passcode: appCode(totpSecret, systemClock.now()) })
}
const letsIn = (n: number, at = node) =>
  vi.waitFor(async () => expect((await logOn(n, at)).location).toBe('/online'), SOON)
const mode = async () => (await sites.authority()).authority.mode

it('on an ordinary day the sites are paired, and nothing may be given up', async () => {
  const { status, said } = await look('primary', ['status', '--json'])
  expect({ status, ...JSON.parse(said) }).toMatchObject({
    ...{ status: 0, ordinary: true },
    cluster: { role: 'writable', standbys: [{ name: 'secondary', synchronous: true }] },
  })
  expect(await look('primary', ['standalone', ...signing])).toMatchObject({
    ...{ status: 1, said: expect.stringContaining('a commit is acknowledged') },
  })
  expect(await look('secondary', ['promote', ...signing])).toMatchObject({
    ...{ status: 1, said: expect.stringContaining('the other site takes writes: fence it there first') },
  })
})

it('a node that starts while its standby is lost and nobody has decided serves whom it can, and waits with the others', async () => {
  const loggedOn = node.browser()
  await vi.waitFor(async () => expect((await logOn(4, node, loggedOn)).location).toBe('/online'), SOON)
  await sites.controls.secondary.fence('at once')
  restarted = await sites.startNode()
  expect((await restarted.browser(loggedOn).get('/online')).status).toBe(200)
  const { userId, password = '' } = crowd.app[0] ?? {}
  const browser = restarted.browser()
  await browser.get(ONLINE)
  expect((await browser.post(ONLINE, { user_id: userId ?? '', password })).status).toBe(503)
})

it('with the secondary dead nobody gets in, until two operators sign that it is', async () => {
  const browser = node.browser()
  await browser.get(ONLINE)
  const { userId, password = '' } = crowd.app[0] ?? {}
  const waits = await browser.post(ONLINE, { user_id: userId ?? '', password })
  expect(waits.status).toBe(503)
  const dry = await look('primary', ['standalone', ...signing])
  expect(dry).toMatchObject({ status: 1, said: expect.stringContaining('would give up waiting') })
  const forged = await site(
    'primary',
    ['standalone', ...signing, '--apply'],
    ['guess', '000000', 'guess', '000000'],
  )
  expect(forged).toMatchObject({
    status: 1,
    said: expect.stringContaining('the password of OPSMAK01 is not right'),
  })
  expect(await mode()).toBe('paired')
  let typed: readonly string[] = []
  // The passcode shown before the present one may run out while it is on its way: then the next.
  const signed = await vi.waitFor(async () => {
    typed = typedBy(crowd.operators, 30)
    const answer = await site('primary', ['standalone', ...signing, '--apply'], typed)
    expect(answer.said).not.toContain('the passcode of')
    return answer
  }, SOON)
  expect(signed).toMatchObject({ status: 0, said: expect.stringContaining('standalone; recorded as') })
  for (const secret of typed) expect(signed.said).not.toContain(secret)
  await letsIn(0)
  await letsIn(1, restarted)
  await restarted.kill()
})

it('a node that starts in that state serves, and says that it is alone', async () => {
  const other = await sites.startNode()
  await letsIn(2, other)
  const { body } = await other.operations('/metrics')
  expect(body).toMatch(/^sallyport_standalone 1$/m)
  await other.kill()
})

it('the secondary comes back, has all that it missed, and is waited for again, by itself', async () => {
  const rejoined = await site('secondary', ['rejoin', '--apply'])
  expect(rejoined).toMatchObject({ status: 0, said: expect.stringContaining('it streams') })
  await vi.waitFor(async () => expect(await mode()).toBe('paired'), SOON)
  await letsIn(3)
  const { rows } = await withClient(sites.servers.secondary.superuserUrl, (client) =>
    client.query(
      "select kind, account_id is null as alone from audit_event where kind like 'site.%' order by at, transaction_id",
    ),
  )
  expect(rows).toEqual([
    { kind: 'site.standalone', alone: false },
    { kind: 'site.paired', alone: true },
  ])
  expect((await site('primary', ['status'])).status).toBe(0)
})

it('two sites that wait for nobody, though nobody decided that, are not started on', async () => {
  await sites.controls.primary.requireStandby(null)
  await expect(sites.startNode()).rejects.toThrow('two sites, and a commit waits for no standby')
  await sites.controls.primary.requireStandby('secondary')
})

it('a switch at the command line: the other site holds authority, and the node follows', async () => {
  const there = await sites.startNode('secondary')
  const argv = ['switch', '--other', sites.settingsFiles.primary, ...signing, '--apply']
  const switched = await site('secondary', argv, typedBy(crowd.operators))
  expect(switched).toMatchObject({ status: 0, said: expect.stringContaining('done; recorded as') })
  await letsIn(5, there)
  expect((await sites.authority()).authority).toMatchObject({ term: 1, site: 'secondary' })
  const again = await site('secondary', argv, [])
  expect(again).toMatchObject({
    status: 1,
    said: expect.stringContaining('holds authority already, in term 1'),
  })
})
