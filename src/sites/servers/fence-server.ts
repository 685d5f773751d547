import { majorOf } from '../../db/embedded/cluster.ts'
import { findLauncher } from '../../db/embedded/find-launcher.ts'
import { forbidWrites } from '../../db/embedded/recovery-files.ts'
import { type Ending, stopServerIn } from '../../db/embedded/stop-server.ts'
import { ownCluster, type SiteServers } from './site-servers.ts'

/**
 * First its files are those of a standby: whoever starts it again, a service manager or a person, starts one that takes no
 * write. Only then it ends.
 */
export async function fenceServer(servers: SiteServers, how: Ending): Promise<void> {
  const cluster = ownCluster(servers)
  if (majorOf(cluster) !== undefined) forbidWrites(cluster.data, findLauncher(servers.tied))
  await stopServerIn(cluster.data, how)
}
