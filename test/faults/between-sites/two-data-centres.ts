import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { clusterAt } from '../../../src/db/embedded/cluster.ts'
import type { BinariesChoice } from '../../../src/db/embedded/find-binaries.ts'
import { startEmbedded } from '../../../src/db/embedded/start-embedded.ts'
import { migrate } from '../../../src/db/migrate.ts'
import type { SiteId } from '../../../src/kernel/ids.ts'
import { systemRandomness } from '../../../src/kernel/system.ts'
import { requireStandby } from '../../../src/sites/servers/require-standby.ts'
import { copyCluster, MIGRATED_AT, MIGRATIONS } from '../../support/postgres-for-tests.ts'
import { proxyIdentity } from '../../support/proxy-identity.ts'
import { scratchFolder } from '../../support/scratch-folder.ts'
import { surroundings } from '../../support/site-surroundings.ts'
import { type Crowd, type CrowdSize, seedCrowd } from '../seed-crowd.ts'
import { clearLeftovers } from './clear-leftovers.ts'
import { type DataCentre, dataCentre } from './data-centre.ts'
import { type Disk, mountDisk } from './disk.ts'
import { makeNetwork, type Network, SITES } from './network.ts'
import { type ProxyFiles, writeProxyFiles } from './proxy-files.ts'

type Around = Awaited<ReturnType<typeof surroundings>>

/** Both data centres at work: the secondary the standby of the primary, and each commit waits for it. */
export interface TwoDataCentres {
  readonly at: Readonly<Record<SiteId, DataCentre>>
  readonly network: Network
  readonly crowd: Crowd
  readonly around: Around
  stop(): Promise<void>
}

/** What is there before they are, where something is. */
export interface Found {
  readonly binaries: BinariesChoice
  /** A migrated cluster of that PostgreSQL: made anew, where there is none to copy. */
  readonly cluster?: string
  /** Of the nodes. */
  readonly environment?: Readonly<Record<string, string>>
}

export async function startDataCentres(
  size: CrowdSize,
  found: Found = { binaries: 'machine' },
): Promise<TwoDataCentres> {
  clearLeftovers()
  const folder = scratchFolder('faults')
  const network = makeNetwork(process.pid)
  const disks = {
    primary: mountDisk(join(folder, 'primary'), process.pid),
    secondary: mountDisk(join(folder, 'secondary'), process.pid),
  }
  const around = await surroundings(folder, 'postgres://unused', network.outside)
  const mail = await forward(network.outside, around.receiver.port)
  const crowd = await fillPrimary(disks, around, size, found)
  const at = centresOf(folder, network, disks, around, found)
  await startBoth(at)
  return {
    ...{ at, network, crowd, around },
    stop: async () => {
      await Promise.all(SITES.map((site) => at[site].manager.switchOff()))
      network.remove()
      for (const site of SITES) disks[site].remove()
      around.agent.destroy()
      await around.receiver.stop()
      mail.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

/** The cluster as it is before its host has it; the secondary gets its passwords, by which `site rejoin` copies it. */
async function fillPrimary(
  disks: Readonly<Record<SiteId, Disk>>,
  { sealingKey }: Around,
  size: CrowdSize,
  { binaries, cluster }: Found,
): Promise<Crowd> {
  const { folder } = disks.primary
  if (cluster !== undefined) copyCluster(cluster, folder)
  const server = await startEmbedded({ folder, binaries, randomness: systemRandomness, throwaway: true })
  if (cluster === undefined) await migrate({ ownerUrl: server.ownerUrl, folder: MIGRATIONS, at: MIGRATED_AT })
  const crowd = await seedCrowd(server.ownerUrl, sealingKey, size)
  await server.stop()
  const [from, to] = [folder, disks.secondary.folder].map((each) => clusterAt(join(each, 'cluster')))
  if (from === undefined || to === undefined) throw new Error('two clusters')
  mkdirSync(to.folder, { mode: 0o700 })
  copyFileSync(from.passwordFile, to.passwordFile)
  return crowd
}

function centresOf(
  folder: string,
  { places }: Network,
  disks: Readonly<Record<SiteId, Disk>>,
  { tls, file, settings }: Around,
  { binaries, environment = {} }: Found,
): Readonly<Record<SiteId, DataCentre>> {
  const identity = proxyIdentity(join(folder, 'front'))
  const certificate = file('proxies.pem', identity.certificates.join('\n'))
  const centreOf = (site: SiteId) => {
    const place = places[site]
    const proxies: ProxyFiles = writeProxyFiles(folder, site, places, { tls, front: identity })
    const own = dataCentre({
      ...{ site, place, disk: disks[site], proxies, binaries, environment },
      settingsFile: join(folder, `${site}.env`),
    })
    const more = { SALLYPORT_PROXY_CERT_FILE: certificate, SALLYPORT_POSTGRES_BINARIES: binaries }
    file(`${site}.env`, settingsOf(own, { ...settings, ...more }))
    return own
  }
  return { primary: centreOf('primary'), secondary: centreOf('secondary') }
}

/** One file for nodes and commands. Each database is at this host's loopback: its own, and the other by the line between. */
function settingsOf(
  { site, place, disk, urls }: DataCentre,
  common: Readonly<Record<string, string>>,
): string {
  const locally = (url: string, port: number) => {
    const local = new URL(url)
    local.host = `127.0.0.1:${port}`
    return local.href
  }
  const settings = {
    ...common,
    SALLYPORT_SITE: site,
    SALLYPORT_DATABASE_URL: `'${locally(urls.ownerUrl, OWN)} ${locally(urls.ownerUrl, OTHER)}'`,
    SALLYPORT_CLUSTER_FOLDER: disk.folder,
    SALLYPORT_BRANCH_FOLDER: join(disk.folder, 'branches'),
    SALLYPORT_STANDBY_URL: locally(urls.superuserUrl, OWN),
    SALLYPORT_OTHER_SITE_URL: locally(urls.superuserUrl, OTHER),
    SALLYPORT_PROXY_ADDRESSES: `'${place.people} ${place.node}'`,
    SALLYPORT_LOG_LEVEL: 'warn',
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

const OWN = 5432
const OTHER = 5433

/** No node serves before a commit waits for the other site. */
async function startBoth({ primary, secondary }: TwoDataCentres['at']): Promise<void> {
  await primary.manager.holding(['node'], () =>
    secondary.manager.holding(['postgres', 'node'], async () => {
      await Promise.all([primary.manager.switchOn(), secondary.manager.switchOn()])
      const { status, output } = await secondary.run(['rejoin'])
      if (status !== 0) throw new Error(`no standby: ${output}`)
      await requireStandby(primary.urls.superuserUrl, 'secondary')
    }),
  )
}
/** Mail leaves by the operators' line, which is never cut: what becomes of it then is another test's. */
async function forward(host: string, port: number): Promise<Server> {
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1')
    from.pipe(to).pipe(from)
    for (const end of [from, to]) end.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return server
}
