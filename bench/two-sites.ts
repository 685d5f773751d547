import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processesIn } from '../src/db/embedded/processes-in.ts'
import type { EmbeddedPostgres } from '../src/db/embedded/start-cluster.ts'
import { startEmbedded } from '../src/db/embedded/start-embedded.ts'
import { startStandby } from '../src/db/embedded/start-standby.ts'
import { MIGRATIONS, migrate } from '../src/db/migrate.ts'
import { withClient } from '../src/db/with-client.ts'
import type { SiteId } from '../src/kernel/ids.ts'
import { systemRandomness } from '../src/kernel/system.ts'
import { folderControl } from '../src/sites/servers/folder-control.ts'
import type { SiteControl } from '../src/sites/site-control.ts'
import { OPENED_AT } from './site.ts'
import { median, rounded } from './statistics.ts'

const ROUNDS = 10
const WRITERS = 8
const KILLED_AFTER = 1_000
const BINARIES = 'any'

interface Site {
  readonly url: string
  readonly superuserUrl: string
  readonly data: string
  readonly control: SiteControl
}

/**
 * Two database servers, durable, each commit waiting for the other. Round by round the primary is killed under writers, the
 * standby takes over, the old primary comes back, a branch is made and removed, and all is switched back as planned. What
 * waits for the line between two data centres is not in it: both are on this machine.
 */
export async function benchTwoSites() {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
  const sites = await startBoth(folder)
  const rounds: Round[] = []
  for (let n = 1; n <= ROUNDS; n++) rounds.push(await goRound(sites, n))
  await Promise.all([sites.primary.control.fence('at once'), sites.secondary.control.fence('at once')])
  rmSync(folder, { recursive: true, force: true })
  const steps = Object.keys(rounds[0]?.milliseconds ?? {}) as Step[]
  return {
    kills: ROUNDS,
    acknowledged: sum(rounds.map(({ acknowledged }) => acknowledged)),
    lost: sum(rounds.map(({ lost }) => lost)),
    milliseconds: Object.fromEntries(
      steps.map((step) => {
        const seen = rounds.map(({ milliseconds }) => milliseconds[step])
        return [step, { median: rounded(median(seen)), greatest: rounded(Math.max(...seen)) }]
      }),
    ),
  }
}

type Step = 'takenOver' | 'oldPrimaryBack' | 'branchMade' | 'branchRemoved' | 'switched' | 'otherFollows'

interface Round {
  readonly acknowledged: number
  readonly lost: number
  readonly milliseconds: Readonly<Record<Step, number>>
}

async function goRound(
  { primary, secondary }: Readonly<Record<SiteId, Site>>,
  round: number,
): Promise<Round> {
  const { control: here } = primary
  const { control: there } = secondary
  await here.requireStandby('secondary')
  const kept = await writeUntilKilled(primary, round * 1_000_000)
  const takenOver = await timed(async () => {
    await there.promote()
    await there.requireStandby(null)
    await write(secondary)
  })
  const lost = await missingAt(secondary, kept)
  const oldPrimaryBack = await timed(() => here.follow(secondary.superuserUrl))
  const branchMade = await timed(() => here.copyStandby(round))
  const branchRemoved = await timed(() => here.removeBranch(round))
  const switched = await timed(async () => {
    await there.fence('cleanly')
    await here.promote()
    await here.requireStandby(null)
    await write(primary)
  })
  const otherFollows = await timed(() => there.follow(primary.superuserUrl))
  const milliseconds = { takenOver, oldPrimaryBack, branchMade, branchRemoved, switched, otherFollows }
  return { acknowledged: kept.length, lost, milliseconds }
}

async function startBoth(folder: string): Promise<Readonly<Record<SiteId, Site>>> {
  const primary = await startEmbedded({
    ...{ folder: join(folder, 'primary'), binaries: BINARIES, randomness: systemRandomness },
  })
  await migrate({ ownerUrl: primary.ownerUrl, folder: MIGRATIONS, at: OPENED_AT })
  await withClient(primary.ownerUrl, (client) => client.query('create table written (n int primary key)'))
  const secondary = await startStandby({
    ...{ folder: join(folder, 'secondary'), binaries: BINARIES, of: primary },
    ...{ name: 'secondary', requires: 'primary' },
  })
  const siteOf = (site: SiteId, { host, port, ownerUrl, superuserUrl }: EmbeddedPostgres) => ({
    url: ownerUrl,
    superuserUrl,
    data: join(realpathSync(folder), site, 'cluster/data'),
    control: folderControl({
      ...{ site, clusterFolder: join(folder, site), address: { host, port } },
      ...{ branchFolder: join(folder, 'branches'), binaries: BINARIES, tied: true },
    }),
  })
  return { primary: siteOf('primary', primary), secondary: siteOf('secondary', secondary) }
}

/** All processes of the primary get SIGKILL at once; returns what was acknowledged. */
async function writeUntilKilled({ url, data }: Site, from: number): Promise<readonly number[]> {
  let next = from
  const kept: number[] = []
  const writer = () =>
    withClient(url, async (client) => {
      for (;;) {
        const n = next++
        await client.query('insert into written values ($1)', [n])
        if (kept.push(n) === KILLED_AFTER) for (const pid of processesIn(data)) process.kill(pid, 'SIGKILL')
      }
    })
  await Promise.allSettled(Array.from({ length: WRITERS }, writer))
  return kept
}

async function missingAt({ url }: Site, kept: readonly number[]): Promise<number> {
  const { rows } = await withClient(url, (client) => client.query<{ n: number }>('select n from written'))
  const found = new Set(rows.map(({ n }) => n))
  return kept.filter((n) => !found.has(n)).length
}

function write({ url }: Site): Promise<unknown> {
  return withClient(url, (client) =>
    client.query('insert into written select coalesce(max(n), 0) + 1 from written'),
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
