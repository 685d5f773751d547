import { afterAll, beforeAll, expect, it } from 'vitest'
import { ONLINE } from '../support/journeys.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import { killUnderLogons } from './kill-under-logons.ts'
import { type Crowd, seedCrowd } from './seed-crowd.ts'

/** Few here, the last with the database, at the same moments in each run; the bench kills a hundred times, at moments drawn anew. */
const KILLS = Number(process.env['SALLYPORT_KILLS'] ?? 3)
const SEED = Number(process.env['SALLYPORT_KILL_SEED'] ?? 7)

let site: ServingSite
let crowd: Crowd

beforeAll(async () => {
  site = await servingSite()
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 32, email: 8, uninitiated: 24 })
})
afterAll(() => site.stop())

it(
  `keeps what it acknowledged and spends no code twice, killed ${KILLS} times under logons (seed ${SEED})`,
  async () => {
    const { told, broken } = await killUnderLogons(site, crowd, { count: KILLS, seed: SEED })
    expect(broken).toEqual([])
    expect(told.logons.length).toBeGreaterThan(KILLS)
    expect(told.initiations.length).toBeGreaterThan(0)
    expect(told.logOuts.length).toBeGreaterThan(0)
    expect(told.references.size).toBeGreaterThan(0)
  },
  KILLS * 20_000,
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
