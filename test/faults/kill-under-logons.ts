import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import type pg from 'pg'
import { withClient } from '../../src/db/with-client.ts'
import type { ServingSite } from '../support/serving-site.ts'
import { brokenPromises } from './promises-kept.ts'
import type { Crowd } from './seed-crowd.ts'
import { Stage, type Told } from './stage.ts'
import { VirtualUser } from './virtual-user.ts'

const USERS = 8
/** Every third kill takes the database with it. */
const takesDatabase = (kill: number) => kill % 3 === 0
const DUST_MILLISECONDS = 10_000

export interface Kills {
  readonly count: number
  /** Chooses the same moments again; what they hit is still chance. */
  readonly seed: number
}

export interface Survived {
  /** What people were told by processes that are gone. */
  readonly told: Told
  /** One sentence for each promise that a kill broke: none, or the run ended at that kill. */
  readonly broken: readonly string[]
}

/** When a process is killed: after so many answers, and then so many milliseconds. */
interface Moment {
  readonly answers: number
  readonly wait: number
}

/**
 * Lets a few people initiate and log on while the process that serves them, and now and then its database, is killed by
 * SIGKILL and started again; looks after each kill whether everything holds that they were told.
 */
export async function killUnderLogons(site: ServingSite, crowd: Crowd, kills: Kills): Promise<Survived> {
  const stage = new Stage(site)
  const playing = Promise.all(
    Array.from({ length: USERS }, (_, n) => new VirtualUser(stage, cast(crowd, n)).play(n)),
  )
  let broken: readonly string[] = []
  for (const [index, moment] of momentsOf(kills).entries()) {
    const kill = index + 1
    await Promise.race([killAt(stage, moment, takesDatabase(kill)), playing])
    broken = (await promisesBroken(stage)).map((sentence) => `after kill ${kill}: ${sentence}`)
    if (broken.length > 0) break
  }
  stage.over = true
  stage.raise()
  await playing
  return { told: stage.told, broken }
}

function momentsOf({ count, seed }: Kills): readonly Moment[] {
  const moment = fc.record({
    answers: fc.integer({ min: 10, max: 160 }),
    wait: fc.integer({ min: 0, max: 15 }),
  })
  return fc.sample(fc.noBias(moment), { seed, numRuns: count })
}

/** Starts a process and kills it at its moment, and the database in the same instant if so wished; waits for the dust. */
async function killAt(stage: Stage, { answers, wait }: Moment, withDatabase: boolean): Promise<void> {
  const { site } = stage
  const node = await site.startNode()
  stage.raise()
  await stage.answers(answers)
  await pause(wait)
  stage.lower()
  await Promise.all([node.kill(), withDatabase ? site.killPostgres() : undefined])
  await stage.awaitedBy(USERS)
  if (withDatabase) await site.restartPostgres()
}

function cast(crowd: Crowd, n: number): Crowd {
  const mine = <T>(members: readonly T[]) => members.filter((_, index) => index % USERS === n)
  return { app: mine(crowd.app), email: mine(crowd.email), uninitiated: mine(crowd.uninitiated) }
}

/** Asked once every process that served has ended. */
export function promisesBroken({ site, told }: Stage): Promise<readonly string[]> {
  return withClient(site.urls.superuserUrl, async (client) => {
    await untilNobodyWorks(client)
    return brokenPromises(client, told)
  })
}

/** What a killed process had sent is still worked off by its backends, a COMMIT too. */
async function untilNobodyWorks(client: pg.Client): Promise<void> {
  const backends = "select from pg_stat_activity where application_name like 'sallyport/%'"
  const patience = AbortSignal.timeout(DUST_MILLISECONDS)
  while ((await client.query(backends)).rowCount !== 0) {
    patience.throwIfAborted()
    await pause(10)
  }
}
