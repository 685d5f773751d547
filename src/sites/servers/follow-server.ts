import { setTimeout as pause } from 'node:timers/promises'
import { majorOf, readPasswords } from '../../db/embedded/cluster.ts'
import { copyCluster } from '../../db/embedded/copy-cluster.ts'
import { slotOf, writeRecovery } from '../../db/embedded/recovery-files.ts'
import { reserveSlot } from '../../db/embedded/reserve-slot.ts'
import { withClient } from '../../db/with-client.ts'
import { fenceServer } from './fence-server.ts'
import { lookAtServer } from './look-at-server.ts'
import { ownLauncher, startOwn, stopOwn } from './own-server.ts'
import { refuseSource } from './refuse-source.ts'
import { shareLog } from './share-log.ts'
import { ownCluster, ownUrls, type SiteServers, standbyOf, urlsAt } from './site-servers.ts'

/** Milliseconds within which a standby that can follow does. */
const PATIENCE = { streaming: 10_000, poll: 20 }

/**
 * Makes the site's server a standby of the one at `url`. Has it log of its own that the other never had, or is log gone that
 * it would need, its data are replaced by a copy; what only it had is gone then.
 */
export async function followServer(servers: SiteServers, url: string): Promise<void> {
  const { replicationUrl: source, superuserUrl: other } = urlsAt(servers, url)
  await refuseSource(ownCluster(servers), source)
  if ((await streams(servers, other, 0)) && (await standsBy(servers))) return
  await fenceServer(servers, 'cleanly')
  await reserveSlot(source, slotOf(servers.site))
  if (!(await followsAsItIs(servers, source, other))) {
    await stopOwn(servers, 'cleanly')
    await copyFrom(servers, source)
  }
  if (!(await streams(servers, other, PATIENCE.streaming))) {
    throw new Error(`the copy does not stream from ${new URL(source).host}; its log says why`)
  }
  await dropSlots(servers)
}

async function standsBy(servers: SiteServers): Promise<boolean> {
  return (await lookAtServer(ownUrls(servers).superuserUrl)).role === 'standby'
}

/** It starts as a standby of nobody and its log is compared, before it may take a byte from elsewhere. */
async function followsAsItIs(servers: SiteServers, source: string, other: string): Promise<boolean> {
  const cluster = ownCluster(servers)
  if (majorOf(cluster) === undefined) return false
  await startOwn(servers)
  if (!(await shareLog(ownUrls(servers).superuserUrl, other))) return false
  writeRecovery(cluster.data, ownLauncher(servers), standbyOf(servers, source))
  await withClient(ownUrls(servers).superuserUrl, (client) => client.query('select pg_reload_conf()'))
  return streams(servers, other, PATIENCE.streaming)
}

async function copyFrom(servers: SiteServers, source: string): Promise<void> {
  const [cluster, launcher] = [ownCluster(servers), ownLauncher(servers)]
  await copyCluster(cluster, {
    replicationUrl: source,
    passwords: readPasswords(cluster),
    launcher,
    prepare: (data) => writeRecovery(data, launcher, standbyOf(servers, source)),
  })
  await startOwn(servers)
}

/**
 * As the other sees it: a standby says it streams before it was given a byte. One that catches up is waited for, however much
 * it lacks.
 */
async function streams({ site }: SiteServers, other: string, patience: number): Promise<boolean> {
  return withClient(other, async (client) => {
    for (let waited = 0; ; waited += PATIENCE.poll) {
      const { rows } = await client.query<{ state: string }>(
        'select state from pg_stat_replication where application_name = $1',
        [site],
      )
      if (rows[0]?.state === 'streaming') return true
      if (rows[0]?.state !== 'catchup' && waited >= patience) return false
      await pause(PATIENCE.poll)
    }
  })
}

/** Those of its former standbys: they would keep its log for nobody. */
async function dropSlots(servers: SiteServers): Promise<void> {
  await withClient(ownUrls(servers).superuserUrl, (client) =>
    client.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active'),
  )
}
