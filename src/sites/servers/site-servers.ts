import { mkdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  type Address,
  type Cluster,
  clusterAt,
  readPasswords,
  type Urls,
  urlsOf,
} from '../../db/embedded/cluster.ts'
import type { BinariesChoice } from '../../db/embedded/find-binaries.ts'
import { asStandby, type Recovery } from '../../db/embedded/recovery-files.ts'
import type { SiteId } from '../../kernel/ids.ts'
import { otherSite } from '../rules/other-site.ts'

/** How somebody else runs the site's own server: systemd, or Debian's pg_ctlcluster. */
export interface Service {
  /** PostgreSQL's data folder. */
  readonly data: string
  /** Program and words, run as they are: no shell reads them. */
  readonly start: Command
  readonly stop: Command
}
export type Command = readonly [string, ...string[]]

/** Where the database servers of a site lie, on the host that runs them. */
export interface SiteServers {
  readonly site: SiteId
  /** Of the site's own server: `cluster/passwords.json`, and `cluster/data` where nobody else runs it. */
  readonly clusterFolder: string
  /** Absent: this program runs it. */
  readonly service?: Service
  /** Where that server is reached, and started again. */
  readonly address: Address
  /** Holds a folder for each branch, named by its number. */
  readonly branchFolder: string
  /** Where a branch is reached; a free one if absent. */
  readonly branchPort?: number
  readonly binaries: BinariesChoice
  /** Whether servers end with this program: the demo's do, those of a command don't. */
  readonly tied: boolean
}

/** Of nobody, where `source` is absent. Once promoted it waits for the other site until it is told otherwise. */
export function standbyOf({ site }: SiteServers, source?: string): Recovery {
  return asStandby({ name: site, requires: otherSite(site), ...(source === undefined ? {} : { source }) })
}

export function ownCluster({ clusterFolder, service }: SiteServers): Cluster {
  const cluster = clusterIn(clusterFolder)
  if (service === undefined) return cluster
  return { ...cluster, data: join(realpathSync(dirname(service.data)), basename(service.data)) }
}

/** Of the site's own server. */
export function ownUrls(servers: SiteServers): Urls {
  return urlsOf(readPasswords(ownCluster(servers)), servers.address)
}

/** The other site's server has the same logins: one of the two was copied from the other. */
export function urlsAt(servers: SiteServers, url: string): Urls {
  const { hostname: host, port } = new URL(url)
  return urlsOf(readPasswords(ownCluster(servers)), { host, port: Number(port || 5432) })
}

export function branchFolder(servers: SiteServers, branch: number): string {
  return join(servers.branchFolder, String(branch))
}

/** By its real path: processes are known by it. */
export function clusterIn(folder: string): Cluster {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return clusterAt(join(realpathSync(folder), 'cluster'))
}
