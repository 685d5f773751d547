import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { ONLINE } from '../support/journeys.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import { brokenPromises } from './promises-kept.ts'
import { type Crowd, seedCrowd } from './seed-crowd.ts'
import { Stage } from './stage.ts'
import { VirtualUser } from './virtual-user.ts'

const USERS = 8
/** `SALLYPORT_KILLS`: the bench has more of them. */
const KILLS = Number(process.env['SALLYPORT_KILLS'] ?? 20)
/** Every fourth kill takes the database with it. */
const takesDatabase = (kill: number) => kill % 4 === 0
/** `SALLYPORT_KILL_SEED` chooses the same moments again; what they hit is still chance. */
const SEED = Number(process.env['SALLYPORT_KILL_SEED'] ?? systemRandomness.integer(2 ** 31))

/** When a process is killed: after so many answers, and then so many milliseconds. */
interface Moment {
  readonly answers: number
  readonly wait: number
}
const moments: readonly Moment[] = fc.sample(
  fc.noBias(fc.record({ answers: fc.integer({ min: 5, max: 60 }), wait: fc.integer({ min: 0, max: 15 }) })),
  { seed: SEED, numRuns: KILLS },
)

let site: ServingSite
let crowd: Crowd

beforeAll(async () => {
  site = await servingSite()
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 64, email: 8, uninitiated: 48 })
})
afterAll(() => site.stop())

it(
  `keeps what it acknowledged and spends no code twice, killed ${KILLS} times under logons (seed ${SEED})`,
  async () => {
    const stage = new Stage(site)
    const playing = Promise.all(
      Array.from({ length: USERS }, (_, n) => new VirtualUser(stage, cast(n)).play()),
    )
    for (const [index, moment] of moments.entries()) {
      const kill = index + 1
      await Promise.race([killAt(stage, moment, takesDatabase(kill)), playing])
      expect(await promisesBroken(stage), `after kill ${kill}`).toBe('')
    }
    stage.over = true
    stage.raise()
    await playing
    expect(stage.told.logons.length).toBeGreaterThan(KILLS)
    expect(stage.told.initiations.length).toBeGreaterThan(0)
    expect(stage.told.logOuts.length).toBeGreaterThan(0)
    expect(stage.told.references.size).toBeGreaterThan(0)
  },
  KILLS * 15_000,
)

it('leaves nobody shut out by tries that died with a process', async () => {
  const node = await site.startNode()
  const shutOut: string[] = []
  for (const { userId, password = '' } of crowd.app) {
    const browser = node.browser()
    await browser.get(ONLINE)
    const { status, location } = await browser.post(ONLINE, { user_id: userId, password })
    if (location !== `${ONLINE}/passcode`) shutOut.push(`${userId}: ${status} ${location}`)
  }
  expect(shutOut).toEqual([])
}, 60_000)

/** Starts a process and kills it at its moment, and the database in the same instant if so wished; waits for the dust. */
async function killAt(stage: Stage, { answers, wait }: Moment, withDatabase: boolean): Promise<void> {
  const node = await site.startNode()
  stage.raise()
  await stage.answers(answers)
  await pause(wait)
  stage.lower()
  await Promise.all([node.kill(), withDatabase ? site.killPostgres() : undefined])
  await stage.awaitedBy(USERS)
  if (withDatabase) await site.restartPostgres()
}

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
