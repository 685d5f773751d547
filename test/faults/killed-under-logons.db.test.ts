import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import { withClient } from '../support/database.ts'
import { typePassword } from '../support/journeys.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import { brokenPromises } from './promises-kept.ts'
import { type Crowd, seedCrowd } from './seed-crowd.ts'
import { Stage } from './stage.ts'
import { VirtualUser } from './virtual-user.ts'

const USERS = 8
const KILLS = 20
/** Every fourth kill takes the database with it. */
const takesDatabase = (kill: number) => kill % 4 === 0
const SEED = Number(process.env['SALLYPORT_KILL_SEED'] ?? systemRandomness.integer(2 ** 31))

/** When each process is killed: after so many answers, and then so many milliseconds. */
const moments = fc.sample(
  fc.noBias(fc.record({ answers: fc.integer({ min: 5, max: 80 }), wait: fc.integer({ min: 0, max: 15 }) })),
  { seed: SEED, numRuns: KILLS },
)

let site: ServingSite
let crowd: Crowd

beforeAll(async () => {
  site = await servingSite()
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 64, email: 8, uninitiated: 48 })
})
afterAll(() => site.stop())

it(`keeps what it acknowledged and spends no code twice, killed ${KILLS} times under logons (seed ${SEED})`, async () => {
  const stage = new Stage(site)
  const playing = Promise.all(Array.from({ length: USERS }, (_, n) => new VirtualUser(stage, cast(n)).play()))
  for (const [index, { answers, wait }] of moments.entries()) {
    const kill = index + 1
    const node = await site.startNode()
    stage.raise()
    await stage.answers(answers)
    await pause(wait)
    stage.lower()
    await Promise.all([node.kill(), takesDatabase(kill) ? site.killPostgres() : undefined])
    await stage.awaitedBy(USERS)
    if (takesDatabase(kill)) await site.restartPostgres()
    expect(await promisesBroken(stage), `after kill ${kill}`).toBe('')
  }
  stage.over = true
  stage.raise()
  await playing
  expect(stage.told.logons.length).toBeGreaterThan(KILLS)
  expect(stage.told.initiations.length).toBeGreaterThan(0)
  expect(stage.told.logOuts.length).toBeGreaterThan(0)
  expect(stage.told.references.size).toBeGreaterThan(0)
}, 240_000)

it('leaves nobody shut out by tries that died with a process', async () => {
  const node = await site.startNode()
  const shutOut: string[] = []
  for (const { userId, password = '' } of crowd.app) {
    const page = await typePassword(node.browser(), userId, password)
    if (!page.body.includes('name="passcode"')) shutOut.push(`${userId}: ${page.status}`)
  }
  expect(shutOut).toEqual([])
}, 60_000)

function cast(n: number): Crowd {
  const mine = <T>(members: readonly T[]) => members.filter((_, index) => index % USERS === n)
  return { app: mine(crowd.app), email: mine(crowd.email), uninitiated: mine(crowd.uninitiated) }
}

function promisesBroken({ told }: Stage): Promise<string> {
  return withClient(site.urls.superuserUrl, async (client) => {
    await vi.waitFor(() => nobodyWorks(client), { timeout: 10_000, interval: 10 })
    return (await brokenPromises(client, told)).join('\n')
  })
}

/** What a killed process had sent is still worked off by its backends, a COMMIT too. */
async function nobodyWorks(client: pg.Client): Promise<void> {
  const backends = "select from pg_stat_activity where application_name = 'sallyport'"
  expect((await client.query(backends)).rowCount).toBe(0)
}
