import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EmbeddedPostgres } from '../db/embedded/start-cluster.ts'
import { startStandby } from '../db/embedded/start-standby.ts'
import type { SiteId } from '../kernel/ids.ts'
import { folderControl } from '../sites/servers/folder-control.ts'
import type { SiteServers } from '../sites/servers/site-servers.ts'
import type { SiteControl } from '../sites/site-control.ts'
import { UNFLUSHED } from './begin-database.ts'
import { DEMO_FILES } from './files.ts'
import type { DemoSettings } from './settings.ts'

/** Where the servers of both sites are, whether or not they run already. */
export interface DemoServers {
  readonly primary: SiteServers
  readonly secondary: SiteServers
  readonly urls: Readonly<Record<SiteId, string>>
}

export function serversOf(
  { folder }: Pick<DemoSettings, 'folder'>,
  { ownerUrl, host, port }: Pick<EmbeddedPostgres, 'ownerUrl' | 'host' | 'port'>,
  standbyPort: number,
  branchPort: number,
): DemoServers {
  const at = (site: SiteId, port: number): SiteServers => ({
    ...{ site, clusterFolder: join(folder, site), address: { host, port } },
    ...{ branchFolder: join(folder, 'branches'), branchPort, binaries: 'any', tied: true },
  })
  const standby = new URL(ownerUrl)
  standby.port = String(standbyPort)
  return {
    primary: at('primary', port),
    secondary: at('secondary', standbyPort),
    urls: { primary: ownerUrl, secondary: standby.href },
  }
}

/** The secondary's own server, which nobody waits for who does not need it. */
export interface ComingStandby {
  /** Settles once it streams. */
  readonly control: Promise<SiteControl>
  start(): Promise<void>
  stop(): Promise<void>
}

export function comingStandby(primary: EmbeddedPostgres, servers: DemoServers): ComingStandby {
  const { promise: control, resolve, reject } = Promise.withResolvers<SiteControl>()
  // Whoever waits for it is told; where it was never started, nobody does.
  control.catch(() => undefined)
  let starting: Promise<EmbeddedPostgres> | undefined
  return {
    control,
    start: async () => {
      starting = startCopy(primary, servers)
      await starting.catch(reject)
      resolve(folderControl(servers.secondary))
    },
    stop: async () => {
      const started = await starting?.catch(() => undefined)
      await started?.stop()
    },
  }
}

/** Copies the primary's server and streams from it; from then on no commit is acknowledged before the copy has it. */
async function startCopy(
  primary: EmbeddedPostgres,
  { primary: here, secondary: there }: DemoServers,
): Promise<EmbeddedPostgres> {
  const standby = await startStandby({
    ...{ folder: there.clusterFolder, binaries: there.binaries, port: there.address.port },
    ...{ of: primary, name: 'secondary', requires: null, ...UNFLUSHED },
  })
  await folderControl(here).requireStandby('secondary')
  return standby
}

/** For the commands of a site: `sallyport site … --config var/demo/secondary.env`. */
export function writeSiteSettings({ folder }: Pick<DemoSettings, 'folder'>, servers: DemoServers): void {
  const { urls } = servers
  for (const [site, other] of [
    ['primary', 'secondary'],
    ['secondary', 'primary'],
  ] as const) {
    const { clusterFolder, branchFolder, branchPort, binaries } = servers[site]
    const settings = {
      SALLYPORT_SITE: site,
      SALLYPORT_DATABASE_URL: `'${urls.primary} ${urls.secondary}'`,
      SALLYPORT_CLUSTER_FOLDER: clusterFolder,
      SALLYPORT_BRANCH_FOLDER: branchFolder,
      SALLYPORT_BRANCH_PORT: branchPort,
      SALLYPORT_STANDBY_URL: urls[site],
      SALLYPORT_OTHER_SITE_URL: urls[other],
      SALLYPORT_POSTGRES_BINARIES: binaries,
      SALLYPORT_SEALING_KEYS_FILE: join(folder, DEMO_FILES.sealingKeys),
      SALLYPORT_DEMO_CLOCK_FILE: join(folder, DEMO_FILES.clock),
    }
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
    writeFileSync(join(folder, `${site}.env`), lines.join(''), { mode: 0o600 })
  }
}
