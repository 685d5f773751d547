import { join } from 'node:path'
import { inject } from 'vitest'
import type { EmbeddedPostgres } from '../../src/db/embedded/start-cluster.ts'
import { startStandby } from '../../src/db/embedded/start-standby.ts'
import type { SiteId } from '../../src/kernel/ids.ts'
import { folderControl } from '../../src/sites/servers/folder-control.ts'
import { copyCluster } from '../support/postgres-for-tests.ts'
import { BINARIES, start } from '../support/start-postgres.ts'
import { type SiteServer, siteControlContract } from './site-control.contract.ts'

/** Servers this program starts itself. */
siteControlContract(async (folder) => {
  const inFolder = (site: SiteId, server: EmbeddedPostgres): SiteServer => ({
    ...server,
    data: join(folder, site, 'cluster/data'),
    control: folderControl({
      site,
      clusterFolder: join(folder, site),
      address: { host: server.host, port: server.port },
      branchFolder: join(folder, 'branches'),
      binaries: BINARIES,
      tied: true,
    }),
    start: () => start(join(folder, site), { port: server.port }),
  })
  copyCluster(inject('cluster'), join(folder, 'primary'))
  const primary = await start(join(folder, 'primary'))
  const secondary = await startStandby({
    folder: join(folder, 'secondary'),
    binaries: BINARIES,
    of: primary,
    name: 'secondary',
    requires: 'primary',
  })
  return { primary: inFolder('primary', primary), secondary: inFolder('secondary', secondary) }
})
