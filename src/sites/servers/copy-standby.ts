import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Cluster, majorOf, readPasswords, type Urls, urlsOf } from '../../db/embedded/cluster.ts'
import { copyCluster } from '../../db/embedded/copy-cluster.ts'
import { readLockFile } from '../../db/embedded/lock-file.ts'
import { processesIn } from '../../db/embedded/processes-in.ts'
import { AS_BRANCH, writeMissing, writeRecovery } from '../../db/embedded/recovery-files.ts'
import { placeOf, startCluster } from '../../db/embedded/start-cluster.ts'
import { stopServerIn } from '../../db/embedded/stop-server.ts'
import type { BranchServer } from '../site-control.ts'
import { branchFolder, clusterIn, ownCluster, ownUrls, type SiteServers } from './site-servers.ts'

export async function copyStandby(servers: SiteServers, branch: number): Promise<BranchServer> {
  const running = await branchServer(servers, branch)
  if (running !== null) return running
  const { cluster, launcher } = await placeOf(settingsOf(servers, branch))
  await copyCluster(cluster, {
    replicationUrl: ownUrls(servers).replicationUrl,
    passwords: readPasswords(ownCluster(servers)),
    launcher,
    prepare: (data, { position }) => {
      writeRecovery(data, launcher, AS_BRANCH)
      writeMissing(data, launcher)
      writeFileSync(takenAt(cluster), JSON.stringify({ position }), { flush: true })
    },
  })
  return startBranch(servers, branch, cluster)
}

/** That of a copy made whole, started if it stands still. */
export async function branchServer(servers: SiteServers, branch: number): Promise<BranchServer | null> {
  const folder = branchFolder(servers, branch)
  if (!existsSync(folder)) return null
  const cluster = clusterIn(folder)
  if (majorOf(cluster) === undefined) return null
  const port = portInUse(cluster)
  if (port === undefined) return startBranch(servers, branch, cluster)
  return branchAt(cluster, urlsOf(readPasswords(cluster), { host: '127.0.0.1', port }))
}

/** What is half removed is no branch any more. */
export async function removeBranch(servers: SiteServers, branch: number): Promise<void> {
  const folder = branchFolder(servers, branch)
  if (!existsSync(folder)) return
  const { data } = clusterIn(folder)
  await stopServerIn(data, 'at once')
  if (existsSync(data)) renameSync(data, `${data}.former`)
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
}

async function startBranch(servers: SiteServers, branch: number, cluster: Cluster): Promise<BranchServer> {
  const settings = settingsOf(servers, branch)
  return branchAt(cluster, await startCluster(await placeOf(settings), settings))
}

function settingsOf(servers: SiteServers, branch: number) {
  const { binaries, tied, branchPort } = servers
  const port = branchPort === undefined ? {} : { port: branchPort }
  return { folder: branchFolder(servers, branch), binaries, tied, ...port }
}

function branchAt(cluster: Cluster, { ownerUrl, superuserUrl }: Urls): BranchServer {
  const { position } = TAKEN.parse(JSON.parse(readFileSync(takenAt(cluster), 'utf8')))
  return { ownerUrl, superuserUrl, position }
}

const TAKEN = z.strictObject({ position: z.string() })

/** Where in the standby's history the copy was taken. */
function takenAt(cluster: Cluster): string {
  return join(cluster.folder, 'taken-at.json')
}

/** Of a server at work that takes connections. */
function portInUse({ data }: Cluster): number | undefined {
  const lock = readLockFile(data)
  return lock?.state === 'ready' && processesIn(data).includes(lock.pid) ? lock.port : undefined
}
