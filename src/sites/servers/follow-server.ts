import { setTimeout as pause } from 'node:timers/promises'
import { majorOf, readPasswords } from '../../db/embedded/cluster.ts'
import { copyCluster } from '../../db/embedded/copy-cluster.ts'
import { asStandby, slotOf, writeRecovery } from '../../db/embedded/recovery-files.ts'
import { reserveSlot } from '../../db/embedded/reserve-slot.ts'
import { type Place, placeOf, startCluster } from '../../db/embedded/start-cluster.ts'
import { stopServerIn } from '../../db/embedded/stop-server.ts'
import { withClient } from '../../db/with-client.ts'
import { compareHistories } from './compare-histories.ts'
import { fenceServer } from './fence-server.ts'
import { otherSite, ownCluster, ownUrls, type SiteServers, urlsAt } from './site-servers.ts'

/** Milliseconds within which a standby that can follow does. */
const PATIENCE = { streaming: 10_000, poll: 20 }

/**
 * Makes the site's server a standby of the one at `url`. Has it log of its own that the other never had, or is log gone that
 * it would need, its data are replaced by a copy; what only it had is gone then.
 */
export async function followServer(servers: SiteServers, url: string): Promise<void> {
  const source = urlsAt(servers, url).replicationUrl
  if (await streamsFrom(servers, source, 0)) return
  await refuseStandby(source)
  await fenceServer(servers, 'cleanly')
  await reserveSlot(source, slotOf(servers.site))
  if (!(await followsAsItIs(servers, source))) {
    await stopServerIn(ownCluster(servers).data, 'cleanly')
    await copyFrom(servers, source)
  }
  if (!(await streamsFrom(servers, source, PATIENCE.streaming))) {
    throw new Error(`the copy does not stream from ${new URL(source).host}; its log says why`)
  }
  await dropSlots(servers)
}

async function refuseStandby(source: string): Promise<void> {
  const { rows } = await withClient(source, (client) =>
    client.query<{ recovers: boolean }>('select pg_is_in_recovery() as recovers'),
  )
  if (rows[0]?.recovers === false) return
  throw new Error(
    `the server at ${new URL(source).host} is itself a standby: one of the two must be promoted`,
  )
}

/** It starts as a standby of nobody and is asked where it stands, before it may take a byte from elsewhere. */
async function followsAsItIs(servers: SiteServers, source: string): Promise<boolean> {
  const place = await placeOf(settingsOf(servers))
  if (majorOf(place.cluster) === undefined) return false
  writeRecovery(place.cluster.data, place.launcher, standbyOf(servers))
  await startCluster(place, settingsOf(servers))
  if (await compareHistories(ownUrls(servers).superuserUrl, source)) return false
  writeRecovery(place.cluster.data, place.launcher, standbyOf(servers, source))
  await withClient(ownUrls(servers).superuserUrl, (client) => client.query('select pg_reload_conf()'))
  return streamsFrom(servers, source, PATIENCE.streaming)
}

async function copyFrom(servers: SiteServers, source: string): Promise<void> {
  const { cluster, launcher }: Place = await placeOf(settingsOf(servers))
  await copyCluster(cluster, {
    replicationUrl: source,
    passwords: readPasswords(cluster),
    launcher,
    prepare: (data) => writeRecovery(data, launcher, standbyOf(servers, source)),
  })
  await startCluster(await placeOf(settingsOf(servers)), settingsOf(servers))
}

function standbyOf({ site }: SiteServers, source?: string) {
  const from = source === undefined ? {} : { source }
  return asStandby({ name: site, requires: otherSite(site), ...from })
}

function settingsOf({ clusterFolder, binaries, tied, address: { port } }: SiteServers) {
  return { folder: clusterFolder, binaries, tied, port }
}

/** A server that doesn't answer streams from nobody. */
async function streamsFrom(servers: SiteServers, source: string, patience: number): Promise<boolean> {
  const { hostname, port } = new URL(source)
  return withClient(ownUrls(servers).superuserUrl, async (client) => {
    for (let waited = 0; ; waited += PATIENCE.poll) {
      const { rowCount } = await client.query(
        "select from pg_stat_wal_receiver where status = 'streaming' and sender_host = $1 and sender_port = $2",
        [hostname, Number(port)],
      )
      if (rowCount === 1) return true
      if (waited >= patience) return false
      await pause(PATIENCE.poll)
    }
  }).catch(() => false)
}

/** Those of its former standbys: they would keep its log for nobody. */
async function dropSlots(servers: SiteServers): Promise<void> {
  await withClient(ownUrls(servers).superuserUrl, (client) =>
    client.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active'),
  )
}
