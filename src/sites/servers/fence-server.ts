import { majorOf } from '../../db/embedded/cluster.ts'
import { writeRecovery } from '../../db/embedded/recovery-files.ts'
import type { Ending } from '../../db/embedded/stop-server.ts'
import { ownLauncher, stopOwn } from './own-server.ts'
import { ownCluster, type SiteServers, standbyOf } from './site-servers.ts'

/**
 * First its files are those of a standby of nobody: whoever starts it again, a service manager or a person, starts one that
 * takes no write, and nothing from elsewhere. Only then it ends.
 */
export async function fenceServer(servers: SiteServers, how: Ending): Promise<void> {
  const cluster = ownCluster(servers)
  if (majorOf(cluster) !== undefined) {
    writeRecovery(cluster.data, ownLauncher(servers), standbyOf(servers))
  }
  await stopOwn(servers, how)
}
